package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Csv;
import dev.hoopoe.tools.ToolException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteOpenMode;

/**
 * One connection to a SQLite file that cannot write, reach other files or run without end. Owned by
 * one call, which closes it.
 *
 * <p>sqlite-jdbc's query timeout does not stop a running query; the progress handler does, so both
 * the deadline and the caller's cancellation go through it.
 */
final class SqliteSession implements AutoCloseable {
    /** Bytes of one text, blob or row that a query may build. */
    static final int MAX_VALUE_BYTES = 16 << 20;

    /** Bytes of memory that SQLite may use, over all connections of the process. */
    static final long MAX_HEAP_BYTES = 256L << 20;

    /** Characters of one value that are shown. */
    static final int MAX_CELL_CHARS = 4_000;

    /** Characters of all rows together. */
    static final int MAX_RESULT_CHARS = 8 << 20;

    /** Virtual machine instructions between two looks at the clock. */
    private static final int STEPS = 10_000;

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern REAL = Pattern.compile("-?(0|[1-9][0-9]{0,14})\\.[0-9]{1,15}");

    private final Connection connection;
    private final Call call;
    private volatile long endNanos;

    SqliteSession(Path file, Duration time, Call call) throws SQLException {
        this.call = call;
        this.endNanos = end(time);
        this.connection = config().createConnection("jdbc:sqlite:" + file);
        try {
            guard();
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setOpenMode(SQLiteOpenMode.READONLY);
        config.enableLoadExtension(false);
        config.setPragma(Pragma.LIMIT_ATTACHED, "0");
        config.setPragma(Pragma.LIMIT_LENGTH, Integer.toString(MAX_VALUE_BYTES));
        config.setPragma(Pragma.LIMIT_SQL_LENGTH, "100000");
        config.setPragma(Pragma.LIMIT_LIKE_PATTERN_LENGTH, "500");
        config.setPragma(Pragma.LIMIT_EXPR_DEPTH, "200");
        config.setPragma(Pragma.LIMIT_COMPOUND_SELECT, "100");
        config.setPragma(Pragma.LIMIT_FUNCTION_ARG, "50");
        config.setPragma(Pragma.LIMIT_WORKER_THREADS, "0");
        config.setBusyTimeout(3_000);
        return config;
    }

    private void guard() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only=ON");
            statement.execute("PRAGMA trusted_schema=OFF");
            statement.execute("PRAGMA cell_size_check=ON");
            // Sorting must fill neither the disk nor the memory: it stays in memory, and that ends.
            statement.execute("PRAGMA temp_store=MEMORY");
            statement.execute("PRAGMA hard_heap_limit=" + MAX_HEAP_BYTES);
        }
        ProgressHandler.setHandler(
                connection,
                STEPS,
                new ProgressHandler() {
                    @Override
                    protected int progress() {
                        return expired() ? 1 : 0;
                    }
                });
    }

    private static long end(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    /** Whether the query was or should be stopped for its time, or by the caller. */
    boolean expired() {
        return call.cancelled() || System.nanoTime() - endNanos >= 0;
    }

    /** Gives the next statements so much time. */
    void restart(Duration time) {
        endNanos = end(time);
    }

    Rows query(String sql, List<String> parameters, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                return rows(result, limit);
            }
        }
    }

    /** Rows of our own queries as texts, NULL as the empty text. */
    List<List<String>> cells(String sql, int limit) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (rows.size() < limit && result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    @Nullable String text = result.getString(i);
                    row.add(text == null ? "" : text);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    // Numbers are bound as numbers, since an expression without a column has no affinity that
    // would turn a text into one (sqlite.org/datatype3.html, 3.3).
    private static void bind(PreparedStatement statement, List<String> parameters)
            throws SQLException {
        int wanted = statement.getParameterMetaData().getParameterCount();
        if (wanted != parameters.size()) {
            throw new ToolException(
                    "The SQL has %d placeholders, but params has %d values."
                            .formatted(wanted, parameters.size()),
                    "Send one value for each ? in the SQL.");
        }
        for (int i = 0; i < parameters.size(); i++) {
            String value = parameters.get(i);
            if (WHOLE.matcher(value).matches()) {
                statement.setLong(i + 1, Long.parseLong(value));
            } else if (REAL.matcher(value).matches()) {
                statement.setDouble(i + 1, Double.parseDouble(value));
            } else {
                statement.setString(i + 1, value);
            }
        }
    }

    private static Rows rows(ResultSet result, int limit) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        List<String> header = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            header.add(meta.getColumnLabel(i));
        }
        List<String> rows = new ArrayList<>();
        long chars = 0;
        boolean more = result.next();
        while (more && rows.size() < limit && chars < MAX_RESULT_CHARS) {
            String row = row(result, header.size());
            chars += row.length();
            rows.add(row);
            more = result.next();
        }
        return new Rows(header, rows, more);
    }

    private static String row(ResultSet result, int columns) throws SQLException {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
            row.append(i == 1 ? "" : ",").append(cell(result, i));
        }
        return row.toString();
    }

    private static String cell(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        return switch (value) {
            case null -> "";
            case byte[] blob -> "<blob of " + blob.length + " bytes>";
            case String text when text.isEmpty() -> "\"\"";
            case String text -> Csv.field(shortened(text));
            case Double real -> real(result, column, real);
            default -> value.toString();
        };
    }

    // SQLite's own text of a number has no exponent where people write none.
    private static String real(ResultSet result, int column, double value) throws SQLException {
        @Nullable String text = result.getString(column);
        return text == null ? Double.toString(value) : text;
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CELL_CHARS
                ? text
                : text.substring(0, MAX_CELL_CHARS) + "… (" + text.length() + " characters)";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
