package dev.hoopoe.database;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a schema with two queries, whatever the number of tables.
 *
 * @param columns a query for schema, table, whether it is a view ({@code true} or {@code t} or
 *     {@code 1}), column, type, estimated rows
 * @param keys a query for schema, table, column, {@code P} or {@code F}, {@code table.column} of a
 *     foreign key
 * @param schemas the only schemas that are shown; empty for all
 */
record CatalogReader(String columns, String keys, Optional<String> schemas) {
    /** Columns of all tables together. */
    static final int MAX_COLUMNS = 20_000;

    private static final Set<String> TRUE = Set.of("true", "t", "1", "yes");

    private record Place(String schema, String table) {}

    List<Table> tables(Session session) throws SQLException {
        Map<Place, List<Column>> tables = new LinkedHashMap<>();
        Map<Place, List<String>> facts = new LinkedHashMap<>();
        for (List<String> row : session.cells(columns, List.of(), MAX_COLUMNS)) {
            Place place = new Place(row.get(0), row.get(1));
            if (schemas.isEmpty() || schemas.get().equalsIgnoreCase(row.get(0))) {
                facts.putIfAbsent(place, List.of(row.get(2), row.get(5)));
                tables.computeIfAbsent(place, p -> new ArrayList<>())
                        .add(new Column(row.get(3), shortType(row.get(4)), false, "", ""));
            }
        }
        for (List<String> key : session.cells(keys, List.of(), MAX_COLUMNS)) {
            List<Column> of = tables.get(new Place(key.get(0), key.get(1)));
            if (of != null) {
                of.replaceAll(c -> c.name().equals(key.get(2)) ? keyed(c, key) : c);
            }
        }
        List<Table> read = new ArrayList<>();
        tables.forEach((place, list) -> {
            List<String> fact = facts.getOrDefault(place, List.of("", ""));
            boolean view = TRUE.contains(fact.get(0).toLowerCase(Locale.ROOT));
            read.add(new Table(place.schema(), place.table(), view, list, estimate(fact.get(1))));
        });
        return read;
    }

    private static Column keyed(Column column, List<String> key) {
        return key.get(3).equals("P")
                ? new Column(column.name(), column.type(), true, column.references(), "")
                : new Column(column.name(), column.type(), column.key(), key.get(4), "");
    }

    private static String estimate(String rows) {
        return rows.isEmpty() || rows.startsWith("-") ? "" : "~" + rows;
    }

    // What queries are written by is the kind of value; long names only cost tokens.
    private static String shortType(String type) {
        return type.toUpperCase(Locale.ROOT)
                .replace("CHARACTER VARYING", "VARCHAR")
                .replace("CHARACTER LARGE OBJECT", "TEXT")
                .replace("DOUBLE PRECISION", "DOUBLE")
                .replace("TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP")
                .replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
                .replace("TIME WITHOUT TIME ZONE", "TIME")
                .replace("VARCHAR(1000000000)", "TEXT");
    }
}
