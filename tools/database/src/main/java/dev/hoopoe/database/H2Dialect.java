package dev.hoopoe.database;

import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An H2 file, in a process of its own. {@code ACCESS_MODE_DATA=r} does not keep an admin from
 * reading and writing any file, so reads are made as a user without rights: the operator's, or,
 * where the file knows only admins, one that is added to a private copy of it.
 */
final class H2Dialect implements Dialect {
    /** The largest file that is copied because it knows only admins. */
    static final long MAX_COPIED_BYTES = 1L << 30;

    private static final String ENDING = ".mv.db";
    private static final String READER = "HOOPOE_READER";

    private static final String COLUMNS =
            """
            SELECT CASEWHEN(c.TABLE_SCHEMA = 'PUBLIC', '', c.TABLE_SCHEMA), c.TABLE_NAME,
                   t.TABLE_TYPE = 'VIEW', c.COLUMN_NAME,
                   c.DATA_TYPE || CASEWHEN(c.DATA_TYPE LIKE 'CHAR%' AND
                                           c.CHARACTER_MAXIMUM_LENGTH < 1000000,
                                           '(' || c.CHARACTER_MAXIMUM_LENGTH || ')', ''),
                   t.ROW_COUNT_ESTIMATE
            FROM INFORMATION_SCHEMA.COLUMNS c JOIN INFORMATION_SCHEMA.TABLES t
                 ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
            WHERE c.TABLE_SCHEMA <> 'INFORMATION_SCHEMA'
            ORDER BY 1, c.TABLE_NAME, c.ORDINAL_POSITION\
            """;

    private static final String KEYS =
            """
            SELECT CASEWHEN(k.TABLE_SCHEMA = 'PUBLIC', '', k.TABLE_SCHEMA), k.TABLE_NAME,
                   k.COLUMN_NAME, SUBSTRING(c.CONSTRAINT_TYPE, 1, 1),
                   p.TABLE_NAME || '.' || p.COLUMN_NAME
            FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE k
                 JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS c
                      ON c.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA
                         AND c.CONSTRAINT_NAME = k.CONSTRAINT_NAME
                 LEFT JOIN INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
                      ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA
                         AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
                 LEFT JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE p
                      ON p.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
                         AND p.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
                         AND p.ORDINAL_POSITION = k.POSITION_IN_UNIQUE_CONSTRAINT
            WHERE c.CONSTRAINT_TYPE IN ('PRIMARY KEY', 'FOREIGN KEY')\
            """;

    private record Login(Path file, String user, String password) {}

    private final Driver driver;
    private final Login operator;
    private final Optional<String> schema;
    private final Path scratch;
    private @Nullable Login reader;

    /**
     * @param file the {@code .mv.db} file
     * @param scratch a private folder, for a copy
     */
    H2Dialect(
            Driver driver,
            Path file,
            String user,
            String password,
            Optional<String> schema,
            Path scratch) {
        this.driver = driver;
        this.operator = new Login(file, user, password);
        this.schema = schema;
        this.scratch = scratch;
    }

    @Override
    public ReadRules rules() {
        return ReadRules.H2;
    }

    @Override
    public Connection reading(Duration time) throws SQLException {
        return open(reader(), ";ACCESS_MODE_DATA=r", time);
    }

    @Override
    public Connection writing(Duration time) throws SQLException {
        Connection connection = open(operator, "", time);
        connection.setAutoCommit(false);
        return connection;
    }

    private Connection open(Login login, String mode, Duration time) throws SQLException {
        String file = login.file().toString();
        String url =
                "jdbc:h2:file:"
                        + file.substring(0, file.length() - ENDING.length())
                        + ";IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"
                        + ";QUERY_TIMEOUT="
                        + Math.max(1, time.toMillis())
                        + mode;
        Properties settings = new Properties();
        settings.setProperty("user", login.user());
        settings.setProperty("password", login.password());
        Connection connection = driver.connect(url, settings);
        if (connection == null) {
            throw new SQLException("The address is not H2's", "08001");
        }
        return connection;
    }

    private synchronized Login reader() throws SQLException {
        if (reader == null) {
            reader = admin() ? copied() : operator;
        }
        return reader;
    }

    private boolean admin() throws SQLException {
        try (Connection connection = open(operator, ";ACCESS_MODE_DATA=r", Duration.ofSeconds(10));
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS"
                                        + " WHERE USER_NAME = CURRENT_USER")) {
            return !result.next() || result.getBoolean(1);
        }
    }

    private Login copied() throws SQLException {
        try {
            if (Files.size(operator.file()) > MAX_COPIED_BYTES) {
                throw new ToolException(
                        "This H2 file knows only admins, who may read and write any file, and it is too large to be copied.",
                        "Tell the user to run CREATE USER reader PASSWORD '…' and GRANT SELECT ON SCHEMA PUBLIC TO reader, and to configure that user.");
            }
            Path copy = scratch.resolve("copy" + ENDING);
            Files.copy(operator.file(), copy, StandardCopyOption.REPLACE_EXISTING);
            Login admin = new Login(copy, operator.user(), operator.password());
            return new Login(copy, READER, addReader(admin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String addReader(Login admin) throws SQLException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        try (Connection connection = open(admin, "", Duration.ofSeconds(30));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER " + READER + " PASSWORD '" + password + "'");
            List<String> schemas = new ArrayList<>();
            try (ResultSet result =
                    statement.executeQuery(
                            "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA"
                                    + " WHERE SCHEMA_NAME <> 'INFORMATION_SCHEMA'")) {
                while (result.next()) {
                    schemas.add(result.getString(1));
                }
            }
            for (String name : schemas) {
                statement.execute(
                        "GRANT SELECT ON SCHEMA " + Table.quoted(name, '"') + " TO " + READER);
            }
        }
        return password;
    }

    @Override
    public List<Table> tables(Session session) throws SQLException {
        Optional<String> only = schema.map(s -> s.equalsIgnoreCase("public") ? "" : s);
        return new CatalogReader(COLUMNS, KEYS, only).tables(session);
    }

    @Override
    public ChangedRows changedRows(Session session) {
        return ChangedRows.FINAL_TABLE;
    }
}
