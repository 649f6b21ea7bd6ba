package dev.hoopoe.database;

import dev.hoopoe.database.ReadGuard.Reading;
import dev.hoopoe.tools.ToolException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is particular to an engine that is reached by JDBC. Thread-safe. */
sealed interface Dialect
        permits PostgresDialect, MariaDialect, H2Dialect, DuckDialect, OtherDialect {
    /** The engine's name, for messages. */
    default String engine() {
        return rules().engine();
    }

    /** What is refused by name. */
    ReadRules rules();

    /** Opens a connection that the engine itself holds to reading. */
    Connection reading(Duration time) throws SQLException;

    /** Opens a connection for one change; automatic commits are off. */
    Connection writing(Duration time) throws SQLException;

    /** Whether parameters go as texts, whose types the engine finds out by itself. */
    default boolean texts() {
        return false;
    }

    /** What stands around names. */
    default char quote() {
        return '"';
    }

    default Rows query(Session session, Reading reading, List<String> parameters, int limit)
            throws SQLException {
        String explain = reading.explained() ? "EXPLAIN " : "";
        return session.rows(explain + reading.text(), parameters, limit);
    }

    /** All tables and views, without counts. */
    List<Table> tables(Session session) throws SQLException;

    /** How the rows that a change leaves can be seen. */
    ChangedRows changedRows(Session session) throws SQLException;

    /** What the operator should mend about the rights of this user. */
    default Optional<String> warning(Session session) throws SQLException {
        return Optional.empty();
    }

    /** For engines on which nothing can be written by tools. */
    static ToolException noWriting(String engine) {
        return new ToolException(
                "db_write does not work on %s.".formatted(engine),
                "Tell the user what should be changed; nothing was.");
    }
}
