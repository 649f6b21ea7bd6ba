package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
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

    /** Virtual machine instructions between two looks at the clock. */
    private static final int STEPS = 10_000;

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
        SQLiteConfig config = limits();
        config.setReadOnly(true);
        config.setOpenMode(SQLiteOpenMode.READONLY);
        return config;
    }

    private static SQLiteConfig limits() {
        SQLiteConfig config = new SQLiteConfig();
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

    /** A connection for one change, in a transaction that holds off other writers. */
    static Connection writing(Path file) throws SQLException {
        SQLiteConfig config = limits();
        config.setOpenMode(SQLiteOpenMode.READWRITE);
        // Without CREATE, a file that is gone is an error.
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.enforceForeignKeys(true);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA trusted_schema=OFF");
            statement.execute("PRAGMA cell_size_check=ON");
            statement.execute("PRAGMA hard_heap_limit=" + MAX_HEAP_BYTES);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
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
            int wanted = statement.getParameterMetaData().getParameterCount();
            ResultRows.requireAll(wanted, parameters);
            ResultRows.bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                return ResultRows.read(result, limit);
            }
        }
    }

    /** Rows of our own queries as texts, NULL as the empty text. */
    List<List<String>> cells(String sql, int limit) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return ResultRows.texts(result, limit);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
