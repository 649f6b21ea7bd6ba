package dev.hoopoe.database;

import java.util.List;

/**
 * A table or view.
 *
 * @param rows how many there are, such as {@code 40} or {@code 1000000+}; "" where not counted
 */
record Table(String name, boolean view, List<Column> columns, String rows) {
    Table {
        columns = List.copyOf(columns);
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }
}
