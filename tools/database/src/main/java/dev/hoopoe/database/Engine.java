package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A database that is only read, except by {@link #change}. Each method opens its own connection and
 * closes it, so nothing that a query sets survives it. Thread-safe; the owner of {@link Databases}
 * closes it.
 */
sealed interface Engine extends AutoCloseable permits SqliteEngine, JdbcEngine, ChildEngine {
    /** Time that one statement may take, within the time of its call. */
    Duration MAX_QUERY_TIME = Duration.ofSeconds(30);

    /** All tables and views by name; with {@code values} also what the columns hold. */
    List<Table> tables(boolean values, Call call);

    /** The first rows of a table. */
    Rows sample(Table table, int rows, Call call);

    /**
     * Runs one reading statement.
     *
     * @param parameters for the {@code ?} in the statement, in order
     * @param limit the most rows
     * @throws dev.hoopoe.tools.ToolException for anything but one reading statement, and for what
     *     the engine refuses
     */
    Rows query(String sql, List<String> parameters, int limit, Call call);

    /** How the engine would run the statement. */
    Rows explain(String sql, List<String> parameters, Call call);

    /**
     * Runs one changing statement in a transaction, and keeps it only if it does what it did when
     * it was shown.
     */
    Changed change(Change change, Call call);

    /** What the operator should mend about the rights of the configured user. */
    Optional<String> warning(Call call);

    @Override
    void close();
}
