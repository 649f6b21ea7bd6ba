package dev.hoopoe.reading.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds columns and tables on a page: rows one below the other that leave the same stripe of the
 * page free are either columns of text, whose lines fill them, or a table.
 */
final class PdfLayout {
    private static final int MAX_DEPTH = 3;
    private static final float LEAST_GUTTER = 4;
    private static final int LEAST_ROWS_OF_COLUMNS = 4;
    private static final float FILLED = 0.55f;
    private static final int CHARS_OF_TEXT = 16;
    private static final float FAR_BELOW = 2.6f;

    private final List<PdfBlock> blocks = new ArrayList<>();

    private record Gap(float from, float to) {}

    /** The blocks of a page in reading order. */
    static List<PdfBlock> of(List<PdfRow> rows) {
        PdfLayout layout = new PdfLayout();
        layout.add(rows, 0);
        return layout.blocks;
    }

    private void add(List<PdfRow> rows, int depth) {
        List<PdfRow> text = new ArrayList<>();
        float right = (float) rows.stream().mapToDouble(PdfRow::right).max().orElse(0);
        int i = 0;
        while (i < rows.size()) {
            Band band = rows.get(i).segments().size() > 1 ? band(rows, i) : Band.NONE;
            if (band.kind == Kind.NONE || depth >= MAX_DEPTH) {
                text.add(rows.get(i));
                i++;
            } else {
                flush(text, right);
                columns(rows.subList(i, band.end), band, depth);
                i = band.end;
            }
        }
        flush(text, right);
    }

    private void flush(List<PdfRow> text, float right) {
        if (!text.isEmpty()) {
            blocks.add(new PdfBlock.Text(List.copyOf(text), right));
            text.clear();
        }
    }

    private enum Kind {
        NONE,
        TEXT,
        TABLE
    }

    /** Rows up to {@code end} that share gutters. */
    private record Band(Kind kind, int end, List<Gap> gutters) {
        static final Band NONE = new Band(Kind.NONE, 0, List.of());
    }

    private static Band band(List<PdfRow> rows, int start) {
        List<Gap> gutters = gaps(rows.get(start));
        int end = start + 1;
        int lastSplit = end;
        while (end < rows.size()) {
            PdfRow row = rows.get(end);
            List<Gap> both = intersect(gutters, row);
            boolean far = row.y() - rows.get(end - 1).y() > FAR_BELOW * row.size();
            if (both.isEmpty() || (far && row.segments().size() == 1)) {
                break;
            }
            gutters = both;
            end++;
            lastSplit = row.segments().size() > 1 ? end : lastSplit;
        }
        List<PdfRow> all = rows.subList(start, end);
        if (texts(all, gutters)) {
            return new Band(Kind.TEXT, end, gutters);
        }
        boolean table = lastSplit - start > 1 && cells(rows.subList(start, lastSplit)) > 3;
        return table
                ? new Band(Kind.TABLE, wrapped(rows, lastSplit, end, gutters), gutters)
                : Band.NONE;
    }

    /** Rows below the last full one that go on in another column than the first are its rest. */
    private static int wrapped(List<PdfRow> rows, int from, int end, List<Gap> gutters) {
        int at = from;
        while (at < end && rows.get(at).x() > gutters.getFirst().from) {
            at++;
        }
        return at;
    }

    private static int cells(List<PdfRow> rows) {
        return rows.stream().mapToInt(row -> row.segments().size()).sum();
    }

    private static List<Gap> gaps(PdfRow row) {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < row.segments().size(); i++) {
            gaps.add(new Gap(row.segments().get(i - 1).right(), row.segments().get(i).x()));
        }
        return gaps;
    }

    /** What of the gaps a row leaves free. */
    private static List<Gap> intersect(List<Gap> gaps, PdfRow row) {
        List<Gap> free = new ArrayList<>();
        for (Gap gap : gaps) {
            float from = gap.from;
            float to = gap.to;
            for (PdfRow.Segment s : row.segments()) {
                boolean overlaps = s.right() > from && s.x() < to;
                if (overlaps && s.middle() < (gap.from + gap.to) / 2) {
                    from = Math.max(from, s.right());
                } else if (overlaps) {
                    to = Math.min(to, s.x());
                }
            }
            if (to - from >= LEAST_GUTTER) {
                free.add(new Gap(from, to));
            }
        }
        return free;
    }

    /** Whether each column is filled with lines of text. */
    private static boolean texts(List<PdfRow> rows, List<Gap> gutters) {
        if (rows.size() < LEAST_ROWS_OF_COLUMNS) {
            return false;
        }
        float[] edges = edges(gutters);
        for (int c = 0; c + 1 < edges.length; c++) {
            int lines = 0;
            int chars = 0;
            float width = 0;
            float widest = 1;
            for (PdfRow row : rows) {
                List<PdfRow.Segment> parts = row.between(edges[c], edges[c + 1]);
                if (!parts.isEmpty()) {
                    float line = parts.getLast().right() - parts.getFirst().x();
                    lines++;
                    chars += parts.stream().mapToInt(s -> s.text().length()).sum();
                    width += line;
                    widest = Math.max(widest, line);
                }
            }
            boolean filled = width > FILLED * widest * lines && chars >= CHARS_OF_TEXT * lines;
            if (lines < LEAST_ROWS_OF_COLUMNS || !filled) {
                return false;
            }
        }
        return true;
    }

    /** Where columns begin and end, in the middle of the gutters. */
    private static float[] edges(List<Gap> gutters) {
        float[] edges = new float[gutters.size() + 2];
        edges[0] = -Float.MAX_VALUE;
        for (int i = 0; i < gutters.size(); i++) {
            edges[i + 1] = (gutters.get(i).from + gutters.get(i).to) / 2;
        }
        edges[edges.length - 1] = Float.MAX_VALUE;
        Arrays.sort(edges);
        return edges;
    }

    private void columns(List<PdfRow> rows, Band band, int depth) {
        float[] edges = edges(band.gutters);
        if (band.kind == Kind.TABLE) {
            blocks.add(table(rows, edges));
            return;
        }
        for (int c = 0; c + 1 < edges.length; c++) {
            List<PdfRow> column = new ArrayList<>();
            for (PdfRow row : rows) {
                List<PdfRow.Segment> parts = row.between(edges[c], edges[c + 1]);
                if (!parts.isEmpty()) {
                    column.add(new PdfRow(row.y(), parts));
                }
            }
            add(column, depth + 1);
        }
    }

    private static PdfBlock table(List<PdfRow> rows, float[] edges) {
        List<List<String>> cells = new ArrayList<>();
        PdfRow before = rows.getFirst();
        for (PdfRow row : rows) {
            List<String> line = cells(row, edges);
            boolean close = row.y() - before.y() < 1.5f * row.size();
            if (!cells.isEmpty() && close && line.getFirst().isEmpty()) {
                goOn(cells.getLast(), line);
            } else {
                cells.add(line);
            }
            before = row;
        }
        return new PdfBlock.Table(cells);
    }

    private static List<String> cells(PdfRow row, float[] edges) {
        List<String> line = new ArrayList<>();
        for (int c = 0; c + 1 < edges.length; c++) {
            List<PdfRow.Segment> parts = row.between(edges[c], edges[c + 1]);
            line.add(String.join(" ", parts.stream().map(PdfRow.Segment::text).toList()));
        }
        return line;
    }

    private static void goOn(List<String> cells, List<String> more) {
        for (int i = 0; i < cells.size(); i++) {
            cells.set(i, (cells.get(i) + " " + more.get(i)).strip());
        }
    }
}
