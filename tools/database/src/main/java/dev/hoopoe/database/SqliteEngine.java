package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A SQLite file, read through guarded connections of one call each. */
final class SqliteEngine implements Engine {
    private static final ReadRules WRITING =
            new ReadRules(
                    "SQLite",
                    SqlLexis.SQLITE,
                    Set.of(),
                    Set.of("load_extension", "writefile", "readfile", "edit", "fts3_tokenizer"),
                    Set.of("sqlite_master", "sqlite_schema"),
                    List.of());

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

    @Override
    public Changed change(Change change, Call call) {
        WriteStatement statement = WriteStatement.parse(change.sql(), WRITING);
        Duration time = MAX_QUERY_TIME;
        try (Session session = new Session(SqliteSession.writing(file), time, false, call)) {
            try {
                return new Changes(session, ChangedRows.RETURNING, '"', List.of())
                        .run(statement, change);
            } catch (SQLException e) {
                call.checkCancelled();
                if (session.expired()) {
                    throw JdbcErrors.tooLong(time.toSeconds());
                }
                throw SqliteErrors.explain(e, change.sql(), known());
            }
        } catch (SQLException e) {
            throw SqliteErrors.explain(e, change.sql(), List.of());
        }
    }

    @Override
    public Optional<String> warning(Call call) {
        return Optional.empty();
    }

    @Override
    public void close() {}

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
                    throw JdbcErrors.tooLong(MAX_QUERY_TIME.toSeconds());
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
