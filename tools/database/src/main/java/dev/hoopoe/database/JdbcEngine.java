package dev.hoopoe.database;

import dev.hoopoe.database.ReadGuard.Reading;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A database behind JDBC, read through guarded connections of one call each. */
final class JdbcEngine implements Engine {
    private final String name;
    private final Dialect dialect;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * @param name what the operator calls it, for warnings
     */
    JdbcEngine(String name, Dialect dialect) {
        this.name = name;
        this.dialect = dialect;
    }

    @Override
    public List<Table> tables(boolean values, Call call) {
        return run(
                "",
                call,
                session -> {
                    warn(session);
                    List<Table> tables = dialect.tables(session);
                    return values ? new Measures(session, dialect.quote()).of(tables) : tables;
                });
    }

    @Override
    public Rows sample(Table table, int rows, Call call) {
        String sql = "SELECT * FROM " + table.quoted(dialect.quote());
        return run(sql, call, session -> session.rows(sql, List.of(), rows));
    }

    @Override
    public Rows query(String sql, List<String> parameters, int limit, Call call) {
        Reading reading = ReadGuard.check(sql, dialect.rules());
        ResultRows.requireAll(reading.placeholders(), parameters);
        return run(
                sql,
                call,
                session -> {
                    warn(session);
                    return dialect.query(session, reading, parameters, limit);
                });
    }

    @Override
    public Rows explain(String sql, List<String> parameters, Call call) {
        Reading reading = ReadGuard.check(sql, dialect.rules());
        ResultRows.requireAll(reading.placeholders(), parameters);
        Reading plan = new Reading(true, reading.plain(), reading.text());
        return run(sql, call, session -> dialect.query(session, plan, parameters, 1_000));
    }

    @Override
    public Changed change(Change change, Call call) {
        WriteStatement statement = WriteStatement.parse(change.sql(), dialect.rules());
        Duration time = time(call);
        try {
            return work(
                    dialect.writing(time),
                    time,
                    change.sql(),
                    call,
                    session -> {
                        Changes changes =
                                new Changes(
                                        session,
                                        dialect.changedRows(session),
                                        dialect.quote(),
                                        keys(session, statement));
                        return changes.run(statement, change);
                    });
        } catch (SQLException e) {
            throw explained(e, change.sql());
        }
    }

    private List<String> keys(Session session, WriteStatement statement) throws SQLException {
        return dialect.tables(session).stream()
                .filter(t -> t.name().equalsIgnoreCase(statement.table()))
                .flatMap(t -> t.columns().stream())
                .filter(Column::key)
                .map(Column::name)
                .toList();
    }

    @Override
    public Optional<String> warning(Call call) {
        return run("", call, dialect::warning);
    }

    @Override
    public void close() {}

    private static Duration time(Call call) {
        Duration left = call.remaining();
        return left.compareTo(MAX_QUERY_TIME) < 0 ? left : MAX_QUERY_TIME;
    }

    /** What is done on one connection. */
    private interface Work<T> {
        T on(Session session) throws SQLException;
    }

    private <T> T run(String sql, Call call, Work<T> work) {
        Duration time = time(call);
        try {
            return work(dialect.reading(time), time, sql, call, work);
        } catch (SQLException e) {
            throw explained(e, sql);
        }
    }

    private <T> T work(Connection connection, Duration time, String sql, Call call, Work<T> work)
            throws SQLException {
        try (Session session = new Session(connection, time, dialect.texts(), call)) {
            try {
                T result = work.on(session);
                finish(connection);
                return result;
            } catch (SQLException e) {
                call.checkCancelled();
                if (session.expired() || "57014".equals(e.getSQLState())) {
                    throw JdbcErrors.tooLong(MAX_QUERY_TIME.toSeconds());
                }
                throw explained(e, sql);
            }
        }
    }

    private static void finish(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private ToolException explained(SQLException e, String sql) {
        return JdbcErrors.explain(dialect.engine(), e, sql, sql.isEmpty() ? List.of() : known());
    }

    // For error messages; an engine that fails here too has nothing to add.
    private List<Table> known() {
        Duration time = Duration.ofSeconds(3);
        try (Session session =
                new Session(dialect.reading(time), time, dialect.texts(), RunningCall.quiet())) {
            return dialect.tables(session);
        } catch (SQLException | ToolException e) {
            return List.of();
        }
    }

    private void warn(Session session) throws SQLException {
        if (!warned.getAndSet(true)) {
            dialect.warning(session)
                    .ifPresent(w ->
                            System.getLogger(JdbcEngine.class.getName())
                                    .log(Level.WARNING, "Database {0}: {1}", name, w));
        }
    }
}
