package dev.hoopoe.database;

import dev.hoopoe.tools.Call;
import java.util.List;

/**
 * A database that can be looked at and not changed. Each method opens its own connection and closes
 * it, so nothing that a query sets survives it. Thread-safe.
 */
sealed interface Engine permits SqliteEngine {
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
}
