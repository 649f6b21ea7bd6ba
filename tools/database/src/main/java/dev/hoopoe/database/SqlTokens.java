package dev.hoopoe.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits SQL as SQLite's tokenizer does (sqlite.org/lang_comment.html, lang_keywords.html), far
 * enough to count statements and to see their words: quotes of four kinds, both comments.
 */
final class SqlTokens {
    /** A word, a quoted piece or a mark; {@code text} of a word is in upper case. */
    record Token(Kind kind, String text) {
        boolean is(String word) {
            return kind == Kind.WORD && text.equals(word);
        }
    }

    enum Kind {
        WORD,
        QUOTED,
        MARK,
        BROKEN
    }

    private final String sql;
    private int at;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    /** The tokens of each statement that is not empty. */
    static List<List<Token>> statements(String sql) {
        List<List<Token>> statements = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        SqlTokens tokens = new SqlTokens(sql);
        while (tokens.skipSpace()) {
            Token token = tokens.next();
            if (!token.text().equals(";") || token.kind() != Kind.MARK) {
                current.add(token);
                continue;
            }
            if (!current.isEmpty()) {
                statements.add(current);
            }
            current = new ArrayList<>();
        }
        if (!current.isEmpty()) {
            statements.add(current);
        }
        return statements;
    }

    private boolean skipSpace() {
        while (at < sql.length()) {
            if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                at = end < 0 ? sql.length() : end + 2;
            } else if (Character.isWhitespace(sql.charAt(at)) || sql.charAt(at) == '\uFEFF') {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private Token next() {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"' || c == '`') {
            return quoted(c);
        }
        if (c == '[') {
            return quoted(']');
        }
        int start = at++;
        if (!part(c)) {
            return new Token(Kind.MARK, String.valueOf(c));
        }
        while (at < sql.length() && part(sql.charAt(at))) {
            at++;
        }
        return new Token(Kind.WORD, sql.substring(start, at).toUpperCase(Locale.ROOT));
    }

    private static boolean part(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c > 0x7F;
    }

    // Inside quotes a doubled quote stands for one; brackets know no such thing.
    private Token quoted(char end) {
        int start = ++at;
        while (at < sql.length()) {
            boolean doubled =
                    end != ']'
                            && at + 1 < sql.length()
                            && sql.charAt(at) == end
                            && sql.charAt(at + 1) == end;
            if (doubled) {
                at += 2;
            } else if (sql.charAt(at++) == end) {
                return new Token(Kind.QUOTED, sql.substring(start, at - 1));
            }
        }
        return new Token(Kind.BROKEN, sql.substring(start));
    }
}
