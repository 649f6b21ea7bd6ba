package dev.hoopoe.database;

import dev.hoopoe.tools.ToolException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the messages of JDBC engines into ones that tell a model how to write the next query. */
final class JdbcErrors {
    private static final Pattern COLUMN =
            Pattern.compile(
                    "(?i)(?:^|\\s)column \"?([^\" ]+)\"? does not exist|Unknown column '([^']+)'"
                            + "|Column \"([^\"]+)\" not found|Referenced column \"([^\"]+)\"");
    private static final Pattern TABLE =
            Pattern.compile(
                    "(?i)relation \"([^\"]+)\" does not exist|Table '([^']+)' doesn't exist"
                            + "|Table \"([^\"]+)\" not found|Table with name (\\S+) does not exist");
    private static final Pattern READ_ONLY =
            Pattern.compile("(?i)read.only (transaction|mode|transaction)|database is read.only");
    private static final Pattern MEMORY =
            Pattern.compile("(?i)out of memory|could not allocate|maxResultBuffer|Result buffer");
    private static final Pattern REFUSED =
            Pattern.compile(
                    "(?i)permission|admin rights|not enough rights|denied|disabled by configuration");
    private static final int MAX_CHARS = 300;

    private JdbcErrors() {}

    static ToolException explain(String engine, SQLException e, String sql, List<Table> tables) {
        String message = brief(String.valueOf(e.getMessage()));
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        Matcher column = COLUMN.matcher(message);
        if (column.find()) {
            return SqliteErrors.noColumn(group(column), sql, tables, e);
        }
        Matcher table = TABLE.matcher(message);
        if (table.find()) {
            String name = group(table);
            return SqliteErrors.noTable(name.substring(name.lastIndexOf('.') + 1), tables, e);
        }
        if (READ_ONLY.matcher(message).find() || state.equals("25006")) {
            return ReadGuard.readOnly("Writing");
        }
        if (MEMORY.matcher(message).find()) {
            return tooLarge(e);
        }
        if (state.startsWith("08") || state.startsWith("28")) {
            return new ToolException(
                    "The database cannot be reached: " + message + ".",
                    "Tell the user to check its entry in the configuration and whether it runs.",
                    e);
        }
        if (REFUSED.matcher(message).find()) {
            return new ToolException(
                    engine + " refuses this: " + message + ".", "Write the query without it.", e);
        }
        return new ToolException(
                engine + " says: " + message + ".",
                "Mend the SQL; db_schema shows the columns.",
                e);
    }

    static ToolException tooLarge(Throwable cause) {
        return new ToolException(
                "The query builds a value or a sort that is too large.",
                "Select fewer columns or rows.",
                cause);
    }

    static ToolException tooLong(long seconds) {
        return new ToolException(
                "The query ran longer than %d seconds and was stopped.".formatted(seconds),
                "Narrow it with WHERE or a smaller join; explain=true shows its plan.");
    }

    private static String group(Matcher found) {
        for (int i = 1; i <= found.groupCount(); i++) {
            String group = found.group(i);
            if (group != null) {
                return group;
            }
        }
        return "";
    }

    // Drivers add the statement, positions and stacks behind the sentence that matters.
    private static String brief(String message) {
        String plain =
                message.replaceFirst("^ERROR: ", "")
                        .replaceFirst("(?s); SQL statement:.*", "")
                        .replaceFirst("(?s)\n\nLINE \\d.*", "")
                        .replaceFirst("(?s)\n\\s*Position: .*", "")
                        .replaceFirst("^\\(conn=\\d+\\) ", "")
                        .replaceAll("\\s+", " ")
                        .strip()
                        .replaceFirst("\\.$", "");
        return plain.length() <= MAX_CHARS ? plain : plain.substring(0, MAX_CHARS) + "…";
    }
}
