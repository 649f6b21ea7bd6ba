package dev.hoopoe.database;

import java.util.Optional;

/**
 * A database as the operator names it.
 *
 * @param location a file (SQLite, DuckDB, H2, CSV, Parquet, JSON), a folder of table files, or a
 *     JDBC address
 * @param user the user to log in as
 * @param password their password, which is never shown
 * @param schema the only schema to show
 * @param writable whether db_write may change it
 */
public record DatabaseSource(
        String location,
        Optional<String> user,
        Optional<String> password,
        Optional<String> schema,
        boolean writable) {
    /** A database that needs no log-in and is only read. */
    public static DatabaseSource at(String location) {
        return new DatabaseSource(
                location, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** This database, changed by db_write too. */
    public DatabaseSource asWritable() {
        return new DatabaseSource(location, user, password, schema, true);
    }

    @Override
    public String toString() {
        return location + user.map(u -> " as " + u).orElse("");
    }
}
