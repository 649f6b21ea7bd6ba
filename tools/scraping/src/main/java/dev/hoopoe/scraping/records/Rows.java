package dev.hoopoe.scraping.records;

import dev.hoopoe.tools.Csv;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Records with like columns.
 *
 * @param name a caption, heading or type, or ""
 * @param header one name for each column
 * @param rows each as wide as the header; "" where nothing was found
 */
public record Rows(String name, List<String> header, List<List<String>> rows) {
    public Rows {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** The first so many rows. */
    public Rows limited(int limit) {
        return new Rows(name, header, rows.stream().limit(limit).toList());
    }

    /** RFC 4180, header first. */
    public String csv() {
        StringBuilder out = new StringBuilder(line(header));
        rows.forEach(row -> out.append('\n').append(line(row)));
        return out.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Csv::field).collect(Collectors.joining(","));
    }
}
