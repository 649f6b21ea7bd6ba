package dev.hoopoe.database;

import dev.hoopoe.database.ReadGuard.Reading;
import dev.hoopoe.tools.ToolException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.core.Parser;

/**
 * PostgreSQL. A read is declared as a cursor in a read-only transaction, which takes SELECT and
 * VALUES alone and refuses common table expressions that write; the driver's own splitter counts
 * the statements, because the driver would run what stands behind a semicolon in every query mode.
 */
record PostgresDialect(ServerAddress address) implements Dialect {
    /** Bytes of one answer of the server. */
    private static final String MAX_RESULT = "64M";

    private static final String CURSOR = "hoopoe_rows";

    private static final String COLUMNS =
            """
            SELECT CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname END,
                   c.relname, c.relkind IN ('v', 'm'), a.attname,
                   format_type(a.atttypid, a.atttypmod), c.reltuples::bigint
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
                  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
                  AND has_any_column_privilege(c.oid, 'SELECT')
            ORDER BY n.nspname <> current_schema(), n.nspname, c.oid, a.attnum\
            """;

    private static final String KEYS =
            """
            SELECT CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname END,
                   c.relname, a.attname, upper(k.contype::text),
                   k.confrelid::regclass::text || '.' || f.attname
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
                 JOIN pg_namespace n ON n.oid = c.relnamespace
                 CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY u(num, nth)
                 JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.num
                 LEFT JOIN pg_attribute f
                      ON f.attrelid = k.confrelid AND f.attnum = k.confkey[u.nth]
            WHERE k.contype IN ('p', 'f')\
            """;

    private static final String RIGHTS =
            """
            SELECT r.rolsuper, EXISTS (
                SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema'
                      AND n.nspname !~ '^pg_'
                      AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))
            FROM pg_roles r WHERE r.rolname = current_user\
            """;

    @Override
    public ReadRules rules() {
        return ReadRules.POSTGRESQL;
    }

    @Override
    public boolean texts() {
        return true;
    }

    @Override
    public Connection reading(Duration time) throws SQLException {
        Connection connection = open(time, true);
        connection.setReadOnly(true);
        return connection;
    }

    @Override
    public Connection writing(Duration time) throws SQLException {
        Connection connection = open(time, false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return connection;
    }

    private Connection open(Duration time, boolean readOnly) throws SQLException {
        Properties settings = new Properties();
        settings.putAll(address.settings());
        settings.setProperty("user", address.user());
        settings.setProperty("password", address.password());
        // Texts without a type: the server finds out what a placeholder stands for.
        settings.setProperty("stringtype", "unspecified");
        settings.setProperty("preferQueryMode", "extended");
        settings.setProperty("maxResultBuffer", MAX_RESULT);
        settings.setProperty("ApplicationName", "hoopoe");
        settings.setProperty("connectTimeout", "10");
        settings.setProperty("loginTimeout", "15");
        settings.setProperty("readOnlyMode", "always");
        address.schema().ifPresent(s -> settings.setProperty("currentSchema", s));
        settings.setProperty("options", options(time, readOnly));
        Connection connection =
                new Driver().connect("jdbc:postgresql:" + address.place(), settings);
        if (connection == null) {
            throw new SQLException("The address is not PostgreSQL's", "08001");
        }
        return connection;
    }

    private static String options(Duration time, boolean readOnly) {
        return "-c default_transaction_read_only=%s -c statement_timeout=%d -c lock_timeout=5000"
                        .formatted(readOnly ? "on" : "off", Math.max(1, time.toMillis()))
                + " -c idle_in_transaction_session_timeout=120000"
                + " -c standard_conforming_strings=on";
    }

    @Override
    public Rows query(Session session, Reading reading, List<String> parameters, int limit)
            throws SQLException {
        requireOne(reading.text());
        session.connection().setAutoCommit(false);
        session.update("DECLARE " + CURSOR + " NO SCROLL CURSOR FOR " + reading.text(), parameters);
        if (reading.explained()) {
            // The cursor has shown that it only reads.
            return session.rows("EXPLAIN " + reading.text(), parameters, limit);
        }
        return fetch(session, limit);
    }

    private static Rows fetch(Session session, int limit) throws SQLException {
        List<String> header = List.of();
        List<String> rows = new ArrayList<>();
        long chars = 0;
        while (true) {
            int wanted = Math.min(Session.FETCH_ROWS, limit + 1 - rows.size());
            Rows part = session.rows("FETCH " + wanted + " FROM " + CURSOR, List.of(), wanted);
            header = part.header();
            rows.addAll(part.csv());
            chars += part.csv().stream().mapToLong(String::length).sum();
            if (rows.size() > limit) {
                return new Rows(header, rows.subList(0, limit), true);
            }
            if (part.csv().size() < wanted) {
                return new Rows(header, rows, false);
            }
            if (chars > ResultRows.MAX_RESULT_CHARS) {
                return new Rows(header, rows, true);
            }
        }
    }

    /** Counts with the driver's own splitter, whose word decides what is sent. */
    private static void requireOne(String sql) throws SQLException {
        int statements = Parser.parseJdbcSql(sql, true, true, true, false, false).size();
        if (statements != 1) {
            throw new ToolException(
                    "PostgreSQL's driver sees %d statements; one call runs one."
                            .formatted(statements),
                    "Send each in a call of its own.");
        }
    }

    @Override
    public List<Table> tables(Session session) throws SQLException {
        Optional<String> only = address.schema().map(s -> "");
        return new CatalogReader(COLUMNS, KEYS, only).tables(session);
    }

    @Override
    public ChangedRows changedRows(Session session) {
        return ChangedRows.RETURNING;
    }

    @Override
    public Optional<String> warning(Session session) throws SQLException {
        List<String> rights = session.cells(RIGHTS, List.of(), 1).getFirst();
        if (rights.get(0).toLowerCase(Locale.ROOT).startsWith("t")) {
            return Optional.of(
                    "the user %s is a superuser; make one that may only SELECT"
                            .formatted(address.user()));
        }
        return rights.get(1).toLowerCase(Locale.ROOT).startsWith("t")
                ? Optional.of(
                        "the user %s may write; one that may only SELECT is safer"
                                .formatted(address.user()))
                : Optional.empty();
    }
}
