package dev.hoopoe.database;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a table as one line, from which a query can be written. */
final class SchemaText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private SchemaText() {}

    static String line(Table table, DatabaseTools.Detail detail) {
        String name = (table.view() ? "view " : "") + quotedIfNeeded(table.name());
        if (detail == DatabaseTools.Detail.NAMES) {
            return name;
        }
        String columns =
                table.columns().stream().map(SchemaText::column).collect(Collectors.joining(", "));
        return name + "(" + columns + ")" + (table.rows().isEmpty() ? "" : " " + rows(table));
    }

    private static String rows(Table table) {
        return table.rows() + (table.rows().equals("1") ? " row" : " rows");
    }

    private static String column(Column column) {
        return quotedIfNeeded(column.name())
                + (column.type().isEmpty() ? "" : " " + column.type())
                + (column.key() ? " PK" : "")
                + (column.references().isEmpty() ? "" : " -> " + column.references())
                + (column.values().isEmpty() ? "" : " " + column.values());
    }

    private static String quotedIfNeeded(String name) {
        return PLAIN.matcher(name).matches() ? name : SqliteSchema.quoted(name);
    }
}
