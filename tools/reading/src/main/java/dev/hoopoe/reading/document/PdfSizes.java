package dev.hoopoe.reading.document;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which font sizes of a document are headings, and of which level. */
final class PdfSizes {
    private static final float LARGER = 1.12f;
    private static final int LEVELS = 4;
    private static final int MAX_HEADING_CHARS = 200;
    private static final int MAX_BOLD_HEADING_CHARS = 90;

    private final float body;
    private final List<Float> headings;

    PdfSizes(List<List<PdfRow>> pages) {
        TreeMap<Float, Integer> chars = new TreeMap<>();
        for (List<PdfRow> page : pages) {
            for (PdfRow row : page) {
                chars.merge(round(row.size()), row.text().length(), Integer::sum);
            }
        }
        float most = 10;
        int count = 0;
        for (var entry : chars.entrySet()) {
            if (entry.getValue() > count) {
                count = entry.getValue();
                most = entry.getKey();
            }
        }
        this.body = most;
        this.headings =
                chars.descendingKeySet().stream()
                        .filter(size -> size >= body * LARGER)
                        .limit(LEVELS)
                        .collect(Collectors.toList());
    }

    private static float round(float size) {
        return Math.round(size * 2) / 2f;
    }

    /** The level of the heading that a row is, or 0. */
    int level(PdfRow row) {
        String text = row.text();
        if (text.length() > MAX_HEADING_CHARS || text.codePoints().noneMatch(Character::isLetter)) {
            return 0;
        }
        float size = round(row.size());
        if (size >= body * LARGER) {
            int at = headings.indexOf(size);
            return at < 0 ? LEVELS : at + 1;
        }
        boolean marked =
                row.bold()
                        && !row.mono()
                        && size >= body
                        && row.segments().size() == 1
                        && text.length() <= MAX_BOLD_HEADING_CHARS
                        && !text.matches(".*[.,;:]");
        return marked ? Math.min(6, headings.size() + 1) : 0;
    }
}
