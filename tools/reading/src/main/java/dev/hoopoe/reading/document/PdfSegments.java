package dev.hoopoe.reading.document;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** Joins the characters of a row to segments. */
final class PdfSegments {
    /** What stands apart before a list's item, and belongs to it. */
    private static final String MARKER = "[•◦▪▫●○■□‣∙·–—*-]|\\(?\\d{1,3}[.)]";

    private final List<PdfRow.Segment> segments = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private float x;
    private float right;
    private float size;
    private int bold;
    private int mono;
    private int count;

    void add(
            float from,
            float to,
            float fontSize,
            boolean isBold,
            boolean isMono,
            String character) {
        if (count == 0) {
            x = from;
            size = fontSize;
            right = to;
        }
        size = Math.max(size, fontSize);
        right = Math.max(right, to);
        bold += isBold ? 1 : 0;
        mono += isMono ? 1 : 0;
        count++;
        text.append(character);
    }

    void space() {
        text.append(' ');
    }

    void end() {
        if (count > 0) {
            // Ligatures are one character in many fonts, and unknown words to a reader.
            String shown = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
            boolean mostlyBold = bold * 10 >= count * 9;
            boolean mostlyMono = mono * 10 >= count * 9;
            if (!shown.isEmpty()) {
                segments.add(new PdfRow.Segment(x, right, size, mostlyBold, mostlyMono, shown));
            }
        }
        text.setLength(0);
        bold = 0;
        mono = 0;
        count = 0;
    }

    List<PdfRow.Segment> all() {
        end();
        if (segments.size() > 1 && segments.getFirst().text().matches(MARKER)) {
            PdfRow.Segment marker = segments.removeFirst();
            PdfRow.Segment item = segments.removeFirst();
            segments.addFirst(
                    new PdfRow.Segment(
                            marker.x(),
                            item.right(),
                            item.size(),
                            item.bold(),
                            item.mono(),
                            marker.text() + " " + item.text()));
        }
        return segments;
    }
}
