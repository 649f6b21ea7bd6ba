package dev.hoopoe.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Reads tables, columns, keys, counts and values of a SQLite database. Used once. */
final class SqliteSchema {
    /** Tables and views described. */
    static final int MAX_TABLES = 500;

    /** Rows up to which a table is counted exactly. */
    static final int MAX_COUNTED = 1_000_000;

    /** Rows up to which a table's texts are looked at for values. */
    static final int MAX_VALUED_ROWS = 20_000;

    /** Different values up to which a column's values are all named. */
    static final int MAX_VALUES = 6;

    private static final int MAX_VALUE_CHARS = 24;
    private static final Duration EXTRAS_TIME = Duration.ofSeconds(2);

    private final SqliteSession session;
    private final boolean values;
    private boolean hurried;

    SqliteSchema(SqliteSession session, boolean values) {
        this.session = session;
        this.values = values;
    }

    List<Table> tables() throws SQLException {
        List<List<String>> named =
                cells(
                        "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view')"
                                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
                        MAX_TABLES);
        List<Table> tables = new ArrayList<>();
        for (List<String> row : named) {
            boolean view = row.get(1).equals("view");
            tables.add(new Table("", row.get(0), view, columns(row.get(0)), ""));
        }
        if (values) {
            session.restart(EXTRAS_TIME);
            tables.replaceAll(this::measured);
        }
        return tables;
    }

    private List<Column> columns(String table) throws SQLException {
        Map<String, String> keys = foreignKeys(table);
        List<Column> columns = new ArrayList<>();
        for (List<String> row : cells("PRAGMA table_info(" + quoted(table) + ")", 2_000)) {
            String type = row.get(2).toUpperCase(Locale.ROOT);
            String references = keys.getOrDefault(row.get(1).toLowerCase(Locale.ROOT), "");
            columns.add(new Column(row.get(1), type, !row.get(5).equals("0"), references, ""));
        }
        return columns;
    }

    private Map<String, String> foreignKeys(String table) throws SQLException {
        Map<String, String> keys = new HashMap<>();
        for (List<String> row : cells("PRAGMA foreign_key_list(" + quoted(table) + ")", 500)) {
            String target = row.get(4).isEmpty() ? row.get(2) : row.get(2) + "." + row.get(4);
            keys.put(row.get(3).toLowerCase(Locale.ROOT), target);
        }
        return keys;
    }

    // Counting a view means running it, which nobody asked for.
    private Table measured(Table table) {
        if (table.view() || hurried) {
            return table;
        }
        try {
            String from = " FROM " + quoted(table.name());
            long rows = count("SELECT 1" + from);
            String shown = rows > MAX_COUNTED ? MAX_COUNTED + "+" : Long.toString(rows);
            List<Column> columns = new ArrayList<>();
            for (Column column : table.columns()) {
                boolean look = text(column) && rows > 0 && rows <= MAX_VALUED_ROWS;
                columns.add(look ? valued(column, from) : column);
            }
            return table.with(columns, shown);
        } catch (SQLException e) {
            hurried =
                    e instanceof SQLiteException s
                            && s.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT;
            return table;
        }
    }

    private long count(String select) throws SQLException {
        String bounded = "SELECT count(*) FROM (" + select + " LIMIT " + (MAX_COUNTED + 1) + ")";
        return Long.parseLong(cells(bounded, 1).getFirst().getFirst());
    }

    private static boolean text(Column column) {
        return column.type().contains("CHAR")
                || column.type().contains("TEXT")
                || column.type().contains("DATE")
                || column.type().contains("TIME");
    }

    private Column valued(Column column, String from) throws SQLException {
        String name = quoted(column.name());
        List<String> found =
                cells(
                                "SELECT DISTINCT "
                                        + name
                                        + from
                                        + " WHERE typeof("
                                        + name
                                        + ") = 'text' ORDER BY 1",
                                MAX_VALUES + 1)
                        .stream()
                        .map(List::getFirst)
                        .toList();
        String shown = shown(found);
        return shown.isEmpty() ? column : column.with(column.references(), shown);
    }

    /** All of few brief values, an example of many; "" where neither helps. */
    static String shown(List<String> found) {
        boolean few = found.size() <= MAX_VALUES;
        boolean brief = found.stream().allMatch(v -> v.length() <= MAX_VALUE_CHARS);
        if (found.isEmpty() || (few && !brief)) {
            return "";
        }
        return few
                ? found.stream().map(v -> "'" + v + "'").collect(Collectors.joining("|"))
                : "e.g. '" + shortened(found.getFirst()) + "'";
    }

    private static String shortened(String value) {
        return value.length() <= MAX_VALUE_CHARS
                ? value
                : value.substring(0, MAX_VALUE_CHARS) + "…";
    }

    private List<List<String>> cells(String sql, int limit) throws SQLException {
        return session.cells(sql, limit);
    }

    static String quoted(String name) {
        return Table.quoted(name, '"');
    }
}
