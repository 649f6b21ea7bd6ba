package dev.hoopoe.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/**
 * MariaDB and MySQL, through MariaDB's driver. A read runs in a read-only transaction; statements
 * that commit by themselves are refused by their first word, since a transaction does not hold
 * them.
 */
record MariaDialect(ServerAddress address) implements Dialect {
    private static final String COLUMNS =
            """
            SELECT '', c.TABLE_NAME, t.TABLE_TYPE = 'VIEW', c.COLUMN_NAME, c.COLUMN_TYPE,
                   t.TABLE_ROWS
            FROM information_schema.COLUMNS c JOIN information_schema.TABLES t
                 ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
            WHERE c.TABLE_SCHEMA = database()
            ORDER BY t.CREATE_TIME, c.TABLE_NAME, c.ORDINAL_POSITION\
            """;

    private static final String KEYS =
            """
            SELECT '', TABLE_NAME, COLUMN_NAME, IF(CONSTRAINT_NAME = 'PRIMARY', 'P', 'F'),
                   concat(REFERENCED_TABLE_NAME, '.', REFERENCED_COLUMN_NAME)
            FROM information_schema.KEY_COLUMN_USAGE
            WHERE TABLE_SCHEMA = database()
                  AND (CONSTRAINT_NAME = 'PRIMARY' OR REFERENCED_TABLE_NAME IS NOT NULL)\
            """;

    @Override
    public ReadRules rules() {
        return ReadRules.MYSQL;
    }

    @Override
    public char quote() {
        return '`';
    }

    @Override
    public Connection reading(Duration time) throws SQLException {
        Connection connection = open(time);
        execute(connection, "SET SESSION TRANSACTION READ ONLY", "START TRANSACTION READ ONLY");
        return connection;
    }

    @Override
    public Connection writing(Duration time) throws SQLException {
        Connection connection = open(time);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setAutoCommit(false);
        return connection;
    }

    private Connection open(Duration time) throws SQLException {
        Properties settings = new Properties();
        settings.putAll(address.settings());
        settings.setProperty("user", address.user());
        settings.setProperty("password", address.password());
        settings.setProperty("allowMultiQueries", "false");
        settings.setProperty("allowLocalInfile", "false");
        settings.setProperty("connectTimeout", "10000");
        settings.setProperty("connectionCollation", "utf8mb4_general_ci");
        Connection connection = new Driver().connect("jdbc:mariadb:" + address.place(), settings);
        if (connection == null) {
            throw new SQLException("The address is not MariaDB's", "08001");
        }
        try {
            execute(connection, limit(connection, time), "SET SESSION lock_wait_timeout = 5");
            // Modes under which quotes mean something else than the guard thinks.
            execute(
                    connection,
                    "SET SESSION sql_mode = REPLACE(REPLACE(@@sql_mode, 'ANSI_QUOTES', ''),"
                            + " 'NO_BACKSLASH_ESCAPES', '')");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String limit(Connection connection, Duration time) throws SQLException {
        return maria(connection)
                ? "SET SESSION max_statement_time = " + Math.max(1, time.toSeconds())
                : "SET SESSION max_execution_time = " + Math.max(1, time.toMillis());
    }

    private static boolean maria(Connection connection) throws SQLException {
        String version = connection.getMetaData().getDatabaseProductVersion();
        String name = connection.getMetaData().getDatabaseProductName();
        return (name + version).toLowerCase(Locale.ROOT).contains("mariadb");
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public List<Table> tables(Session session) throws SQLException {
        return new CatalogReader(COLUMNS, KEYS, Optional.empty()).tables(session);
    }

    @Override
    public ChangedRows changedRows(Session session) throws SQLException {
        return maria(session.connection()) ? ChangedRows.RETURNING_INSERTS : ChangedRows.BY_KEY;
    }

    @Override
    public Optional<String> warning(Session session) throws SQLException {
        boolean writes =
                session.cells("SHOW GRANTS", List.of(), 100).stream()
                        .map(row -> row.getFirst().toUpperCase(Locale.ROOT))
                        .map(grant -> grant.replaceFirst(" ON .*", ""))
                        .anyMatch(MariaDialect::writing);
        return writes
                ? Optional.of(
                        "the user %s may write or use files; one that may only SELECT is safer"
                                .formatted(address.user()))
                : Optional.empty();
    }

    private static boolean writing(String grant) {
        return List.of("ALL PRIVILEGES", "INSERT", "UPDATE", "DELETE", "DROP", "FILE", "SUPER")
                .stream()
                .anyMatch(grant::contains);
    }
}
