package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A SQLite file, read through guarded connections of one call each. */
final class SqliteEngine implements Engine {
    /** Time that one query may take, within the time of its call. */
    static final Duration MAX_QUERY_TIME = Duration.ofSeconds(30);

    private final Path file;

    SqliteEngine(Path file) {
        this.file = file;
    }

    @Override
    public List<Table> tables(boolean values, Call call) {
        try (SqliteSession session = open(call)) {
            return new SqliteSchema(session, values).tables();
        } catch (SQLException e) {
            throw SqliteErrors.explain(e, "", List.of());
        }
    }

    @Override
    public Rows sample(Table table, int rows, Call call) {
        return run("SELECT * FROM " + SqliteSchema.quoted(table.name()), List.of(), rows, call);
    }

    @Override
    public Rows query(String sql, List<String> parameters, int limit, Call call) {
        SqliteGuard.check(sql);
        return run(sql, parameters, limit, call);
    }

    @Override
    public Rows explain(String sql, List<String> parameters, Call call) {
        SqliteGuard.check(sql);
        SqliteGuard.check("EXPLAIN QUERY PLAN " + sql);
        return run("EXPLAIN QUERY PLAN " + sql, parameters, 1_000, call);
    }

    private SqliteSession open(Call call) throws SQLException {
        return new SqliteSession(file, MAX_QUERY_TIME, call);
    }

    private Rows run(String sql, List<String> parameters, int limit, Call call) {
        try (SqliteSession session = open(call)) {
            try {
                return session.query(sql, parameters, limit);
            } catch (SQLException e) {
                call.checkCancelled();
                if (session.expired()) {
                    throw new ToolException(
                            "The query ran longer than %d seconds and was stopped."
                                    .formatted(MAX_QUERY_TIME.toSeconds()),
                            "Narrow it with WHERE or a smaller join; explain=true shows its plan.",
                            e);
                }
                throw SqliteErrors.explain(e, sql, known());
            }
        } catch (SQLException e) {
            throw SqliteErrors.explain(e, sql, List.of());
        }
    }

    // For error messages; an engine that fails here too has nothing to add.
    private List<Table> known() {
        try {
            return tables(false, RunningCall.quiet());
        } catch (ToolException e) {
            return List.of();
        }
    }
}
