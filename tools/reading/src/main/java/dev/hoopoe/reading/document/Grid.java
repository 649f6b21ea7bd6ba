package dev.hoopoe.reading.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The filled cells of a sheet, however far apart; rows and columns without any are left out. */
final class Grid {
    /** Cells that are written, empty ones counted: few far apart would fill the memory. */
    static final int MAX_WRITTEN = 2_000_000;

    private final TreeMap<Integer, Map<Integer, String>> rows = new TreeMap<>();
    private final SortedSet<Integer> columns = new TreeSet<>();

    void put(int row, int column, String text) {
        rows.computeIfAbsent(row, r -> new TreeMap<>()).put(column, text);
        columns.add(column);
    }

    @Nullable String get(int row, int column) {
        Map<Integer, String> cells = rows.get(row);
        return cells == null ? null : cells.get(column);
    }

    /** Whether anything stands in a row. */
    boolean has(int row) {
        return rows.containsKey(row);
    }

    /** The texts, row by row; a row ends with its last filled cell. */
    List<List<String>> rows() {
        List<List<String>> table = new ArrayList<>();
        int written = 0;
        for (Map<Integer, String> row : rows.values()) {
            if (written > MAX_WRITTEN) {
                break;
            }
            List<String> cells = new ArrayList<>();
            int filled = 0;
            for (int column : columns) {
                if (filled == row.size()) {
                    break;
                }
                String text = row.get(column);
                filled += text == null ? 0 : 1;
                cells.add(text == null ? "" : text);
            }
            written += cells.size();
            table.add(cells);
        }
        return table;
    }
}
