package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** One guarded connection and its deadline. Owned by one call, which closes it. */
final class Session implements AutoCloseable {
    /** Rows that a driver fetches at once. */
    static final int FETCH_ROWS = 200;

    private final Connection connection;
    private final Deadline deadline;
    private final boolean texts;

    /**
     * @param texts whether parameters are sent as texts, whose types the engine finds out
     */
    Session(Connection connection, Duration time, boolean texts, Call call) {
        this.connection = connection;
        this.deadline = new Deadline(connection, time, call);
        this.texts = texts;
    }

    Connection connection() {
        return connection;
    }

    boolean expired() {
        return deadline.passed();
    }

    /** Runs a statement of ours that returns nothing. */
    void execute(String sql) throws SQLException {
        try (Statement statement = deadline.running(connection.createStatement())) {
            statement.execute(sql);
        }
    }

    /** Runs a statement for its effect; the number of rows that it changed. */
    long update(String sql, List<String> parameters) throws SQLException {
        try (PreparedStatement statement = deadline.running(connection.prepareStatement(sql))) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    Rows rows(String sql, List<String> parameters, int limit) throws SQLException {
        return read(sql, parameters, limit + 1, result -> ResultRows.read(result, limit));
    }

    /** What is made of the rows of one result. */
    interface Reader<T> {
        T read(ResultSet result) throws SQLException;
    }

    /**
     * Runs a query.
     *
     * @param most rows that the driver may hand over, or 0 for all
     */
    <T> T read(String sql, List<String> parameters, int most, Reader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = deadline.running(connection.prepareStatement(sql))) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setMaxRows(most);
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                return reader.read(result);
            }
        }
    }

    private void bind(PreparedStatement statement, List<String> parameters) throws SQLException {
        if (texts) {
            ResultRows.bindTexts(statement, parameters);
        } else {
            ResultRows.bind(statement, parameters);
        }
    }

    /** Rows of our own queries as texts, NULL as the empty text. */
    List<List<String>> cells(String sql, List<String> parameters, int limit) throws SQLException {
        return read(sql, parameters, limit, result -> ResultRows.texts(result, limit));
    }

    @Override
    public void close() throws SQLException {
        deadline.close();
        connection.close();
    }
}
