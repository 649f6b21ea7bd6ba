package dev.hoopoe.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A DuckDB file, in a process of its own. It is opened anew for each call, so that no temporary
 * view hides a table from the next one; without access to files or extensions, with a memory limit,
 * and with a configuration that no statement can change.
 */
final class DuckDialect implements Dialect {
    /** Memory of the engine; sorting beyond it ends the query, since it may not use the disk. */
    static final String MEMORY_LIMIT = "512MB";

    private static final String THREADS = "2";

    private static final String COLUMNS =
            """
            SELECT CASE WHEN c.schema_name = 'main' THEN '' ELSE c.schema_name END,
                   c.table_name, t.table_name IS NULL, c.column_name, c.data_type,
                   t.estimated_size
            FROM duckdb_columns() c LEFT JOIN duckdb_tables() t
                 ON t.database_oid = c.database_oid AND t.table_oid = c.table_oid
            WHERE NOT c.internal AND c.database_name = current_database()
            ORDER BY c.schema_name <> 'main', c.schema_name, c.table_oid, c.column_index\
            """;

    private static final String KEYS =
            """
            SELECT CASE WHEN schema_name = 'main' THEN '' ELSE schema_name END, table_name,
                   unnest(constraint_column_names), constraint_type[1],
                   CASE WHEN constraint_type = 'FOREIGN KEY'
                        THEN referenced_table || '.' || unnest(referenced_column_names) END
            FROM duckdb_constraints()
            WHERE constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY')
                  AND database_name = current_database()\
            """;

    private final Driver driver;
    private final Path file;
    private final Optional<String> schema;

    DuckDialect(Driver driver, Path file, Optional<String> schema) {
        this.driver = driver;
        this.file = file;
        this.schema = schema;
    }

    /**
     * A database of the tables in these files, which is only read from then on.
     *
     * @param file where it is made; must not exist
     */
    static DuckDialect of(Driver driver, List<TableFile> tables, Path file) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", MEMORY_LIMIT);
        settings.setProperty("threads", THREADS);
        settings.setProperty("autoinstall_known_extensions", "false");
        try (Connection connection = connect(driver, file, settings);
                Statement statement = connection.createStatement()) {
            for (TableFile table : tables) {
                statement.execute(table.load());
            }
        }
        return new DuckDialect(driver, file, Optional.empty());
    }

    @Override
    public ReadRules rules() {
        return ReadRules.DUCKDB;
    }

    @Override
    public Connection reading(Duration time) throws SQLException {
        Properties settings = guarded();
        settings.setProperty("access_mode", "READ_ONLY");
        return connect(driver, file, settings);
    }

    @Override
    public Connection writing(Duration time) throws SQLException {
        Connection connection = connect(driver, file, guarded());
        connection.setAutoCommit(false);
        return connection;
    }

    private static Properties guarded() {
        Properties settings = new Properties();
        settings.setProperty("enable_external_access", "false");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("memory_limit", MEMORY_LIMIT);
        settings.setProperty("threads", THREADS);
        settings.setProperty("temp_directory", "");
        settings.setProperty("lock_configuration", "true");
        return settings;
    }

    private static Connection connect(Driver driver, Path file, Properties settings)
            throws SQLException {
        Connection connection = driver.connect("jdbc:duckdb:" + file, settings);
        if (connection == null) {
            throw new SQLException("The address is not DuckDB's", "08001");
        }
        return connection;
    }

    @Override
    public List<Table> tables(Session session) throws SQLException {
        Optional<String> only = schema.map(s -> s.equalsIgnoreCase("main") ? "" : s);
        return new CatalogReader(COLUMNS, KEYS, only).tables(session);
    }

    @Override
    public ChangedRows changedRows(Session session) {
        return ChangedRows.RETURNING;
    }
}
