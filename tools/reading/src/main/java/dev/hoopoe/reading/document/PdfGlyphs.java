package dev.hoopoe.reading.document;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Takes the characters of a page from PDFBox and puts those at one height into rows. */
final class PdfGlyphs extends PDFTextStripper {
    /** Characters of one page. */
    static final int MAX_GLYPHS = 200_000;

    /** Operators between two looks at the limits. */
    private static final int CHECK_EVERY = 256;

    /** Parts of the font size: below, characters are of one row, one word, one segment. */
    private static final float SAME_ROW = 0.45f;

    private static final float SAME_WORD = 0.17f;
    private static final float SAME_SEGMENT = 1.0f;
    private static final float SAME_SEGMENT_WITH_SPACE = 1.7f;

    private final Watch watch;
    private final List<Glyph> glyphs = new ArrayList<>();
    private int operators;

    private record Glyph(
            float x, float right, float y, float size, boolean bold, boolean mono, String text) {}

    PdfGlyphs(Watch watch) {
        this.watch = watch;
        // PDFBox counts pages only where it walks through them itself.
        setStartPage(0);
        setSuppressDuplicateOverlappingText(false);
    }

    /** The rows of a page, from its top. */
    List<PdfRow> rows(PDPage page) throws IOException {
        glyphs.clear();
        processPage(page);
        glyphs.sort(Comparator.comparingDouble(Glyph::y));
        List<PdfRow> rows = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= glyphs.size(); i++) {
            if (i == glyphs.size() || !sameRow(glyphs.get(start), glyphs.get(i))) {
                rows.add(row(glyphs.subList(start, i)));
                start = i;
            }
        }
        rows.removeIf(row -> row.segments().isEmpty());
        return rows;
    }

    private static boolean sameRow(Glyph first, Glyph next) {
        return next.y - first.y < SAME_ROW * Math.max(first.size, next.size);
    }

    private static PdfRow row(List<Glyph> unsorted) {
        List<Glyph> row = new ArrayList<>(unsorted);
        row.sort(Comparator.comparingDouble(Glyph::x));
        PdfSegments segments = new PdfSegments();
        Glyph before = null;
        boolean space = false;
        for (Glyph glyph : row) {
            if (glyph.text.isBlank()) {
                space = true;
            } else if (before == null || !twice(before, glyph)) {
                float gap = before == null ? 0 : glyph.x - before.right;
                float wide = space ? SAME_SEGMENT_WITH_SPACE : SAME_SEGMENT;
                if (before != null && gap > wide * glyph.size) {
                    segments.end();
                } else if (before != null && (space || gap > SAME_WORD * glyph.size)) {
                    segments.space();
                }
                segments.add(glyph.x, glyph.right, glyph.size, glyph.bold, glyph.mono, glyph.text);
                before = glyph;
                space = false;
            }
        }
        return new PdfRow(unsorted.getLast().y, segments.all());
    }

    /** Bold made by writing a character twice, a hair apart. */
    private static boolean twice(Glyph before, Glyph glyph) {
        return glyph.text.equals(before.text) && glyph.x - before.x < 0.15f * glyph.size;
    }

    @Override
    protected void processTextPosition(TextPosition at) {
        String text = at.getUnicode();
        if (text == null || text.isEmpty() || glyphs.size() >= MAX_GLYPHS) {
            return;
        }
        float size = Math.max(1, at.getFontSizeInPt());
        PDFont font = at.getFont();
        String name = font == null || font.getName() == null ? "" : font.getName();
        String lower = name.toLowerCase(Locale.ROOT);
        boolean bold = lower.contains("bold") || lower.contains("black") || lower.contains("heavy");
        boolean mono =
                lower.contains("mono") || lower.contains("courier") || lower.contains("consol");
        float x = at.getXDirAdj();
        glyphs.add(new Glyph(x, x + at.getWidthDirAdj(), at.getYDirAdj(), size, bold, mono, text));
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (++operators % CHECK_EVERY == 0) {
            watch.check();
        }
        super.processOperator(operator, operands);
    }

    /** The characters are laid out here, not by PDFBox. */
    @Override
    protected void writePage() {}
}
