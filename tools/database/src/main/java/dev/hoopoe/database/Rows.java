package dev.hoopoe.database;

import dev.hoopoe.tools.Csv;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The answer of a query.
 *
 * @param csv the rows as CSV lines; NULL is nothing, the empty text is {@code ""}
 * @param truncated whether there are more rows than were asked for
 */
record Rows(List<String> header, List<String> csv, boolean truncated) {
    Rows {
        header = List.copyOf(header);
        csv = List.copyOf(csv);
    }

    String text() {
        String first = header.stream().map(Csv::field).collect(Collectors.joining(","));
        return csv.isEmpty() ? first : first + "\n" + String.join("\n", csv);
    }
}
