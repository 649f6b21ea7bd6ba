package dev.hoopoe.reading.document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds headers and footers: rows at the edge of pages that stand on many of them alike. */
final class PdfMargins {
    private static final int EDGE_ROWS = 3;
    private static final int LEAST_PAGES = 3;

    /** One page in so many: left and right pages may have headers of their own. */
    private static final int SHARE = 3;

    private final Set<String> repeated = new HashSet<>();

    PdfMargins(List<List<PdfRow>> pages) {
        Map<String, Integer> counts = new HashMap<>();
        for (List<PdfRow> page : pages) {
            Set<String> edge = new HashSet<>();
            for (int i = 0; i < page.size(); i++) {
                if (edge(i, page.size())) {
                    edge.add(key(page.get(i)));
                }
            }
            edge.forEach(key -> counts.merge(key, 1, Integer::sum));
        }
        int least = Math.max(LEAST_PAGES, pages.size() / SHARE);
        counts.forEach((key, count) -> {
            if (count >= least) {
                repeated.add(key);
            }
        });
    }

    private static boolean edge(int row, int rows) {
        return row < EDGE_ROWS || row >= rows - EDGE_ROWS;
    }

    private static String key(PdfRow row) {
        String text = row.text().replaceAll("\\d+|\\b[ivxlc]+\\b", "#");
        return Math.round(row.y() / 4) + " " + text;
    }

    /** The rows of a page without those. */
    List<PdfRow> without(List<PdfRow> page) {
        return java.util.stream.IntStream.range(0, page.size())
                .filter(i -> !edge(i, page.size()) || !repeated.contains(key(page.get(i))))
                .mapToObj(page::get)
                .toList();
    }
}
