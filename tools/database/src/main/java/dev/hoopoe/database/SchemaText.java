package dev.hoopoe.database;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a table as one line, from which a query can be written. */
final class SchemaText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** How much a line tells, most first. */
    enum Form {
        VALUES,
        TYPES,
        COLUMNS
    }

    private SchemaText() {}

    /** The name as a query writes it, and whether it is a view. */
    static String name(Table table) {
        return (table.view() ? "view " : "")
                + (table.schema().isEmpty() ? "" : quotedIfNeeded(table.schema()) + ".")
                + quotedIfNeeded(table.name());
    }

    static String line(Table table, Form form) {
        String columns =
                table.columns().stream()
                        .map(column -> column(column, form))
                        .collect(Collectors.joining(", "));
        String rows = table.rows().isEmpty() || form == Form.COLUMNS ? "" : " " + rows(table);
        return name(table) + "(" + columns + ")" + rows;
    }

    private static String rows(Table table) {
        return table.rows() + (table.rows().equals("1") ? " row" : " rows");
    }

    private static String column(Column column, Form form) {
        boolean typed = form != Form.COLUMNS && !column.type().isEmpty();
        boolean valued = form == Form.VALUES && !column.values().isEmpty();
        return quotedIfNeeded(column.name())
                + (typed ? " " + column.type() : "")
                + (column.key() ? " PK" : "")
                + (column.references().isEmpty() ? "" : " -> " + column.references())
                + (valued ? " " + column.values() : "");
    }

    private static String quotedIfNeeded(String name) {
        return PLAIN.matcher(name).matches() ? name : SqliteSchema.quoted(name);
    }
}
