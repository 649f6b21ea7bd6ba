package dev.hoopoe.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Adds row counts and what columns hold, as far as that is quick. Used once. */
final class Measures {
    /** Rows up to which a table is counted exactly; beyond, estimates stand. */
    static final int MAX_COUNTED = 200_000;

    /** Tables up to which each is counted. */
    static final int MAX_COUNTED_TABLES = 60;

    /** Tables up to which values are looked at. */
    static final int MAX_VALUED_TABLES = 25;

    private static final Duration TIME = Duration.ofSeconds(2);

    private final Session session;
    private final char quote;
    private final long endNanos = System.nanoTime() + TIME.toNanos();

    Measures(Session session, char quote) {
        this.session = session;
        this.quote = quote;
    }

    List<Table> of(List<Table> tables) {
        boolean values = tables.size() <= MAX_VALUED_TABLES;
        return tables.size() > MAX_COUNTED_TABLES
                ? tables
                : tables.stream().map(t -> t.view() ? t : measured(t, values)).toList();
    }

    // Counting a view means running it, which nobody asked for.
    private Table measured(Table table, boolean values) {
        if (System.nanoTime() > endNanos || estimate(table) > MAX_COUNTED) {
            return table;
        }
        try {
            String from = " FROM " + table.quoted(quote);
            long rows = count(from);
            if (rows > MAX_COUNTED) {
                return table.with(
                        table.columns(), table.rows().isEmpty() ? MAX_COUNTED + "+" : table.rows());
            }
            List<Column> columns = new ArrayList<>();
            for (Column column : table.columns()) {
                boolean look = values && rows <= SqliteSchema.MAX_VALUED_ROWS && text(column);
                columns.add(look ? valued(column, from) : column);
            }
            return table.with(columns, Long.toString(rows));
        } catch (SQLException e) {
            // No right to read it: its name and columns are still worth showing.
            return table;
        }
    }

    private static long estimate(Table table) {
        return table.rows().isEmpty() ? 0 : Long.parseLong(table.rows().substring(1));
    }

    private long count(String from) throws SQLException {
        String sql =
                "SELECT count(*) FROM (SELECT 1 AS one%s LIMIT %d) AS counted"
                        .formatted(from, MAX_COUNTED + 1);
        return Long.parseLong(session.cells(sql, List.of(), 1).getFirst().getFirst());
    }

    private static boolean text(Column column) {
        return column.type().contains("CHAR")
                || column.type().contains("TEXT")
                || column.type().contains("ENUM")
                || column.type().startsWith("DATE");
    }

    private Column valued(Column column, String from) throws SQLException {
        String name = Table.quoted(column.name(), quote);
        String sql =
                "SELECT DISTINCT " + name + from + " WHERE " + name + " IS NOT NULL ORDER BY 1";
        List<String> found =
                session.cells(sql, List.of(), SqliteSchema.MAX_VALUES + 1).stream()
                        .map(List::getFirst)
                        .toList();
        return column.with(column.references(), SqliteSchema.shown(found));
    }
}
