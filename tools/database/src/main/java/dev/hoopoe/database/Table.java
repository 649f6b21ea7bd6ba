package dev.hoopoe.database;

import java.util.List;

/**
 * A table or view.
 *
 * @param schema where it lies; "" for the schema that names need not say
 * @param rows how many there are, such as {@code 40}, {@code 1000000+} or, estimated, {@code
 *     ~5000}; "" where not counted
 */
record Table(String schema, String name, boolean view, List<Column> columns, String rows) {
    Table {
        columns = List.copyOf(columns);
    }

    /** The name that a query needs, without quotes. */
    String fullName() {
        return schema.isEmpty() ? name : schema + "." + name;
    }

    /** The name in quotes. */
    String quoted(char quote) {
        return (schema.isEmpty() ? "" : quoted(schema, quote) + ".") + quoted(name, quote);
    }

    static String quoted(String name, char quote) {
        String one = String.valueOf(quote);
        return one + name.replace(one, one + one) + one;
    }

    Table with(List<Column> newColumns, String newRows) {
        return new Table(schema, name, view, newColumns, newRows);
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }
}
