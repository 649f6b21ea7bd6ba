package dev.hoopoe.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose driver the user added, in a process of its own. What it may do is its user's
 * business: the connection is marked read-only, each call is rolled back, and only SELECT gets
 * through.
 */
final class OtherDialect implements Dialect {
    private static final int MAX_TABLES = 500;

    private final Driver driver;
    private final String url;
    private final String user;
    private final String password;
    private final Optional<String> schema;

    OtherDialect(Driver driver, String url, String user, String password, Optional<String> schema) {
        this.driver = driver;
        this.url = url;
        this.user = user;
        this.password = password;
        this.schema = schema;
    }

    @Override
    public ReadRules rules() {
        return ReadRules.STANDARD;
    }

    @Override
    public Connection reading(Duration time) throws SQLException {
        Properties settings = new Properties();
        if (!user.isEmpty()) {
            settings.setProperty("user", user);
            settings.setProperty("password", password);
        }
        Connection connection = driver.connect(url, settings);
        if (connection == null) {
            throw new SQLException("The driver does not take this address", "08001");
        }
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public Connection writing(Duration time) {
        throw Dialect.noWriting("an engine of a driver that was added");
    }

    @Override
    public List<Table> tables(Session session) throws SQLException {
        Connection connection = session.connection();
        DatabaseMetaData meta = connection.getMetaData();
        @Nullable String only = schema.orElse(connection.getSchema());
        List<Table> tables = new ArrayList<>();
        try (ResultSet found =
                meta.getTables(
                        connection.getCatalog(), only, null, new String[] {"TABLE", "VIEW"})) {
            while (found.next() && tables.size() < MAX_TABLES) {
                boolean view = "VIEW".equals(found.getString("TABLE_TYPE"));
                tables.add(new Table("", found.getString("TABLE_NAME"), view, List.of(), ""));
            }
        }
        List<Table> described = new ArrayList<>();
        for (Table table : tables) {
            described.add(table.with(columns(meta, connection.getCatalog(), only, table), ""));
        }
        return described;
    }

    private static List<Column> columns(
            DatabaseMetaData meta, @Nullable String catalog, @Nullable String schema, Table table)
            throws SQLException {
        List<String> keys = new ArrayList<>();
        try (ResultSet found = meta.getPrimaryKeys(catalog, schema, table.name())) {
            while (found.next()) {
                keys.add(found.getString("COLUMN_NAME"));
            }
        }
        List<Column> columns = new ArrayList<>();
        try (ResultSet found = meta.getColumns(catalog, schema, table.name(), null)) {
            while (found.next()) {
                String name = found.getString("COLUMN_NAME");
                String type = String.valueOf(found.getString("TYPE_NAME"));
                columns.add(new Column(name, type, keys.contains(name), "", ""));
            }
        }
        return columns;
    }

    @Override
    public ChangedRows changedRows(Session session) {
        return ChangedRows.BY_KEY;
    }
}
