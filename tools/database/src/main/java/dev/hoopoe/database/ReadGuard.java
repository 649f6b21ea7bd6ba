package dev.hoopoe.database;

import dev.hoopoe.database.SqlTokens.Kind;
import dev.hoopoe.database.SqlTokens.Token;
import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says whether a text is one statement that only reads, by the rules of its engine. */
final class ReadGuard {
    /** Characters of one statement. */
    static final int MAX_SQL_CHARS = 100_000;

    private static final Set<String> WRITING =
            Set.of(
                    "INSERT",
                    "UPDATE",
                    "DELETE",
                    "REPLACE",
                    "MERGE",
                    "CREATE",
                    "DROP",
                    "ALTER",
                    "TRUNCATE",
                    "GRANT",
                    "REVOKE",
                    "COPY",
                    "CALL",
                    "DO",
                    "LOAD");

    private ReadGuard() {}

    /**
     * A statement that may run.
     *
     * @param plain the statement without EXPLAIN before it
     * @param explained whether it asked for the plan
     * @param text the statement without a semicolon, and without comments around it
     */
    record Reading(boolean explained, List<Token> plain, String text) {
        Reading {
            plain = List.copyOf(plain);
        }

        /** Placeholders in it. */
        int placeholders() {
            return ReadGuard.placeholders(plain);
        }
    }

    static Reading check(String sql, ReadRules rules) {
        List<Token> tokens = one(sql, rules.lexis());
        boolean explained = tokens.getFirst().is("EXPLAIN");
        List<Token> plain = explained ? tokens.subList(1, tokens.size()) : tokens;
        begins(plain, rules);
        for (int i = 0; i < plain.size(); i++) {
            requireHarmless(plain, i, rules);
        }
        return new Reading(explained, plain, text(sql, plain));
    }

    /** The tokens of the only statement. */
    static List<Token> one(String sql, SqlLexis lexis) {
        if (sql.indexOf('\0') >= 0) {
            throw new ToolException("The SQL holds a NUL character.", "Send plain SQL.");
        }
        if (sql.length() > MAX_SQL_CHARS) {
            throw new ToolException(
                    "The SQL has %d characters; %d is the most."
                            .formatted(sql.length(), MAX_SQL_CHARS),
                    "Send values as params, or a shorter statement.");
        }
        List<List<Token>> statements = SqlTokens.statements(sql, lexis);
        if (statements.isEmpty()) {
            throw new ToolException("The SQL is empty.", "Send one SELECT.");
        }
        if (statements.size() > 1) {
            throw new ToolException(
                    "The SQL holds %d statements; one call runs one.".formatted(statements.size()),
                    "Send each in a call of its own.");
        }
        List<Token> tokens = statements.getFirst();
        if (tokens.stream().anyMatch(t -> t.kind() == Kind.BROKEN)) {
            throw new ToolException(
                    "A quote or comment in the SQL is never closed, or of a kind that is refused.",
                    "Close it, or leave it out.");
        }
        return tokens;
    }

    static String text(String sql, List<Token> tokens) {
        return tokens.isEmpty()
                ? ""
                : sql.substring(tokens.getFirst().start(), tokens.getLast().end());
    }

    static int placeholders(List<Token> tokens) {
        return (int) tokens.stream().filter(t -> t.mark("?")).count();
    }

    // A statement may begin with parentheses: (SELECT 1) UNION SELECT 2.
    private static void begins(List<Token> tokens, ReadRules rules) {
        Token first = tokens.stream().filter(t -> !t.mark("(")).findFirst().orElse(null);
        if (first != null && first.kind() == Kind.WORD && rules.reading().contains(first.text())) {
            return;
        }
        String word = first == null ? "" : first.text();
        if (WRITING.contains(word)) {
            throw readOnly(word);
        }
        throw new ToolException(
                "db_query runs one SELECT, or EXPLAIN of one; this begins with "
                        + (word.isEmpty()
                                ? "nothing"
                                : word.substring(0, Math.min(20, word.length())))
                        + ".",
                "Send one SELECT; db_schema shows the tables.");
    }

    static ToolException readOnly(String word) {
        return new ToolException(
                word + " is refused: the database is read-only here.",
                "Answer from what a SELECT returns, or tell the user that nothing was changed.");
    }

    /** Refuses a token that calls or reads what the rules name. */
    static void requireHarmless(List<Token> tokens, int at, ReadRules rules) {
        Token token = tokens.get(at);
        if (!token.named()) {
            return;
        }
        String name = token.text().toLowerCase(Locale.ROOT);
        boolean called = at + 1 < tokens.size() && tokens.get(at + 1).mark("(");
        if (rules.relations().contains(name) || (called && listed(name, rules.functions()))) {
            throw new ToolException(
                    "%s is refused: it reaches beyond reading tables.".formatted(name),
                    "Write the query without it.");
        }
        for (List<String> phrase : rules.phrases()) {
            if (begins(tokens, at, phrase)) {
                throw readOnly(String.join(" ", phrase));
            }
        }
    }

    private static boolean listed(String name, Set<String> patterns) {
        return patterns.contains(name)
                || patterns.stream()
                        .filter(p -> p.endsWith("*"))
                        .anyMatch(p -> name.startsWith(p.substring(0, p.length() - 1)));
    }

    private static boolean begins(List<Token> tokens, int at, List<String> phrase) {
        if (at + phrase.size() > tokens.size()) {
            return false;
        }
        for (int i = 0; i < phrase.size(); i++) {
            if (!tokens.get(at + i).is(phrase.get(i))) {
                return false;
            }
        }
        return true;
    }
}
