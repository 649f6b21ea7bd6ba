package dev.hoopoe.database;

import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.Set;

/**
 * Says whether a text is one statement that only reads. The connection is read-only as well; this
 * is needed because the driver silently drops what follows the first semicolon, and because some
 * statements that write nothing change the connection or the process (PRAGMA, ATTACH, BEGIN).
 */
final class SqliteGuard {
    /** PRAGMAs that take a name in parentheses, or nothing, and only describe. */
    private static final Set<String> DESCRIBING =
            Set.of(
                    "TABLE_INFO",
                    "TABLE_XINFO",
                    "TABLE_LIST",
                    "INDEX_LIST",
                    "INDEX_INFO",
                    "INDEX_XINFO",
                    "FOREIGN_KEY_LIST",
                    "FOREIGN_KEY_CHECK",
                    "INTEGRITY_CHECK",
                    "QUICK_CHECK");

    /** PRAGMAs that describe without an argument but change something with one. */
    private static final Set<String> PLAIN =
            Set.of(
                    "COLLATION_LIST",
                    "COMPILE_OPTIONS",
                    "ENCODING",
                    "FOREIGN_KEYS",
                    "FREELIST_COUNT",
                    "FUNCTION_LIST",
                    "JOURNAL_MODE",
                    "PAGE_COUNT",
                    "PAGE_SIZE",
                    "SCHEMA_VERSION",
                    "USER_VERSION");

    private static final Set<String> READING = Set.of("SELECT", "WITH", "VALUES");

    private static final Set<String> WRITING =
            Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "TRUNCATE");

    private SqliteGuard() {}

    static void check(String sql) {
        check(ReadGuard.one(sql, SqlLexis.SQLITE));
    }

    private static void check(List<SqlTokens.Token> tokens) {
        SqlTokens.Token first = tokens.getFirst();
        if (first.is("PRAGMA")) {
            pragma(tokens.subList(1, tokens.size()));
        } else if (first.is("EXPLAIN")) {
            boolean plan =
                    tokens.size() > 2 && tokens.get(1).is("QUERY") && tokens.get(2).is("PLAN");
            reading(tokens.subList(plan ? 3 : 1, tokens.size()));
        } else {
            reading(tokens);
        }
    }

    private static void reading(List<SqlTokens.Token> tokens) {
        String word = tokens.isEmpty() ? "" : tokens.getFirst().text();
        boolean reads =
                !tokens.isEmpty()
                        && tokens.getFirst().kind() == SqlTokens.Kind.WORD
                        && READING.contains(word);
        if (reads) {
            return;
        }
        if (WRITING.contains(word)) {
            throw ReadGuard.readOnly(word);
        }
        throw new ToolException(
                "db_query runs SELECT, WITH, VALUES and EXPLAIN; this begins with "
                        + (word.isEmpty()
                                ? "nothing"
                                : word.substring(0, Math.min(20, word.length())))
                        + ".",
                "Send one SELECT; db_schema shows the tables.");
    }

    private static void pragma(List<SqlTokens.Token> all) {
        boolean schema = all.size() > 1 && all.get(1).text().equals(".");
        List<SqlTokens.Token> tokens = schema ? all.subList(2, all.size()) : all;
        String name = tokens.isEmpty() ? "" : tokens.getFirst().text();
        boolean argument =
                tokens.size() == 4
                        && tokens.get(1).text().equals("(")
                        && tokens.get(3).text().equals(")");
        boolean allowed =
                (tokens.size() == 1 && (PLAIN.contains(name) || DESCRIBING.contains(name)))
                        || (argument && DESCRIBING.contains(name));
        if (!allowed) {
            throw new ToolException(
                    "This PRAGMA is refused: it could change how the database works.",
                    "Use db_schema, or PRAGMA table_info(TABLE).");
        }
    }
}
