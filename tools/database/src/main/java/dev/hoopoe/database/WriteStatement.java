package dev.hoopoe.database;

import dev.hoopoe.database.SqlTokens.Kind;
import dev.hoopoe.database.SqlTokens.Token;
import dev.hoopoe.tools.ToolException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One INSERT, UPDATE or DELETE on one table, cut into the parts from which the rows before and
 * after it can be asked for. Statements whose rows could not be shown are refused.
 *
 * @param target the table as the statement names it, with its alias
 * @param table the table's bare name
 * @param assigned columns that the statement sets, in lower case; empty for all
 * @param condition what stands behind WHERE, or ""
 * @param skipped placeholders in front of the condition
 * @param text the whole statement without a semicolon
 */
record WriteStatement(
        Verb verb,
        String target,
        String table,
        Set<String> assigned,
        String condition,
        int skipped,
        int placeholders,
        String text) {
    enum Verb {
        INSERT,
        UPDATE,
        DELETE
    }

    private static final List<String> ENDS_BADLY =
            List.of("FROM", "JOIN", "USING", "ORDER", "LIMIT", "RETURNING", "WITH");

    WriteStatement {
        assigned = Set.copyOf(assigned);
    }

    static WriteStatement parse(String sql, ReadRules rules) {
        List<Token> tokens = ReadGuard.one(sql, rules.lexis());
        Verb verb = verb(tokens.getFirst());
        for (int i = 0; i < tokens.size(); i++) {
            boolean into = verb == Verb.INSERT && tokens.get(i).is("INTO") && i < 4;
            if (!into) {
                ReadGuard.requireHarmless(tokens, i, rules);
            }
        }
        return new Cut(sql, tokens).statement(verb);
    }

    private static Verb verb(Token first) {
        for (Verb verb : Verb.values()) {
            if (first.is(verb.name())) {
                return verb;
            }
        }
        throw new ToolException(
                "db_write runs one INSERT, UPDATE or DELETE; this begins with %s."
                        .formatted(first.text().substring(0, Math.min(20, first.text().length()))),
                "Tables are made and altered by the user, not here.");
    }

    /** Walks over the tokens of one statement. */
    private static final class Cut {
        private final String sql;
        private final List<Token> tokens;
        private int at = 1;

        Cut(String sql, List<Token> tokens) {
            this.sql = sql;
            this.tokens = tokens;
        }

        WriteStatement statement(Verb verb) {
            return switch (verb) {
                case INSERT -> insert();
                case UPDATE -> update();
                case DELETE -> delete();
            };
        }

        private WriteStatement insert() {
            skip("OR", "IGNORE", "REPLACE", "ROLLBACK", "ABORT", "FAIL", "LOW_PRIORITY");
            require("INTO");
            int start = at;
            String table = table();
            String target = text(start, at);
            Set<String> columns = new LinkedHashSet<>();
            if (mark("(")) {
                for (at++; at < tokens.size() && !mark(")"); at++) {
                    if (tokens.get(at).named()) {
                        columns.add(tokens.get(at).text().toLowerCase(Locale.ROOT));
                    }
                }
            }
            for (int i = at; i < tokens.size(); i++) {
                if (tokens.get(i).is("RETURNING")) {
                    throw unshown("RETURNING");
                }
            }
            return made(Verb.INSERT, target, table, columns, tokens.size());
        }

        private WriteStatement update() {
            int start = at;
            String table = table();
            int set = find("SET", at);
            if (set == tokens.size()) {
                throw new ToolException(
                        "The UPDATE has no SET, or more than one table.",
                        "Write UPDATE table SET column = value WHERE condition.");
            }
            requireAlias(at, set);
            int where = find("WHERE", set);
            refuseClauses(set + 1, where);
            return made(Verb.UPDATE, text(start, set), table, assigned(set + 1, where), where);
        }

        private WriteStatement delete() {
            require("FROM");
            int start = at;
            String table = table();
            int where = find("WHERE", at);
            requireAlias(at, where);
            return made(Verb.DELETE, text(start, where), table, Set.of(), where);
        }

        private WriteStatement made(
                Verb verb, String target, String table, Set<String> assigned, int where) {
            refuseClauses(where + 1, tokens.size());
            return new WriteStatement(
                    verb,
                    target,
                    table,
                    assigned,
                    where < tokens.size() ? text(where + 1, tokens.size()) : "",
                    ReadGuard.placeholders(tokens.subList(0, Math.min(where, tokens.size()))),
                    ReadGuard.placeholders(tokens),
                    text(0, tokens.size()));
        }

        /** Reads {@code name} or {@code schema.name}; the bare name. */
        private String table() {
            Token name = name();
            while (mark(".")) {
                at++;
                name = name();
            }
            return name.text();
        }

        private Token name() {
            if (at >= tokens.size() || !tokens.get(at).named()) {
                throw new ToolException(
                        "The statement names no table where one is expected.",
                        "Write it as INSERT INTO table, UPDATE table or DELETE FROM table.");
            }
            return tokens.get(at++);
        }

        private void requireAlias(int from, int to) {
            for (int i = from; i < to; i++) {
                if (!tokens.get(i).named()
                        || ENDS_BADLY.contains(tokens.get(i).text())
                        || to - from > 2) {
                    throw unshown(tokens.get(i).text());
                }
            }
        }

        private void refuseClauses(int from, int to) {
            int depth = 0;
            for (int i = from; i < to; i++) {
                Token token = tokens.get(i);
                depth += token.mark("(") ? 1 : token.mark(")") ? -1 : 0;
                boolean clause = token.kind() == Kind.WORD && ENDS_BADLY.contains(token.text());
                if (depth == 0 && clause && !distinctFrom(i)) {
                    throw unshown(token.text());
                }
            }
        }

        // IS NOT DISTINCT FROM is a comparison.
        private boolean distinctFrom(int at) {
            return tokens.get(at).is("FROM") && at > 0 && tokens.get(at - 1).is("DISTINCT");
        }

        private static ToolException unshown(String clause) {
            return new ToolException(
                    "%s is refused here: the rows that change could not be shown before."
                            .formatted(clause.substring(0, Math.min(20, clause.length()))),
                    "Name the rows by WHERE on one table, such as WHERE id IN (SELECT …).");
        }

        private Set<String> assigned(int from, int to) {
            Set<String> columns = new LinkedHashSet<>();
            List<Token> target = new ArrayList<>();
            int depth = 0;
            boolean left = true;
            for (int i = from; i < to; i++) {
                Token token = tokens.get(i);
                depth += token.mark("(") ? 1 : token.mark(")") ? -1 : 0;
                if (left && token.mark("(")) {
                    // (a, b) = (…): compare all columns.
                    return Set.of();
                }
                if (left && token.named()) {
                    target.add(token);
                } else if (left && token.mark("=") && !target.isEmpty()) {
                    columns.add(target.getLast().text().toLowerCase(Locale.ROOT));
                    left = false;
                } else if (depth == 0 && token.mark(",")) {
                    left = true;
                    target.clear();
                }
            }
            return columns;
        }

        private int find(String word, int from) {
            int depth = 0;
            for (int i = from; i < tokens.size(); i++) {
                depth += tokens.get(i).mark("(") ? 1 : tokens.get(i).mark(")") ? -1 : 0;
                if (depth == 0 && tokens.get(i).is(word)) {
                    return i;
                }
            }
            return tokens.size();
        }

        private void skip(String... words) {
            while (at < tokens.size()
                    && tokens.get(at).kind() == Kind.WORD
                    && List.of(words).contains(tokens.get(at).text())) {
                at++;
            }
        }

        private void require(String word) {
            if (at >= tokens.size() || !tokens.get(at).is(word)) {
                throw new ToolException(
                        "%s is missing behind the first word.".formatted(word),
                        "Write INSERT INTO table … or DELETE FROM table WHERE ….");
            }
            at++;
        }

        private boolean mark(String mark) {
            return at < tokens.size() && tokens.get(at).mark(mark);
        }

        private String text(int from, int to) {
            return ReadGuard.text(sql, tokens.subList(from, to));
        }
    }
}
