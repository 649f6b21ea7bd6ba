package dev.hoopoe.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits SQL as an engine's tokenizer does, far enough to count statements and to see their words:
 * quotes, strings and comments of all kinds. It is no parser, and no guard by itself: the engine
 * has the last word.
 */
final class SqlTokens {
    /**
     * A word, a quoted piece or a mark.
     *
     * @param text of a word in upper case; of a quoted piece what is between the quotes
     * @param start where it begins in the SQL
     * @param end behind its last character
     */
    record Token(Kind kind, String text, int start, int end) {
        boolean is(String word) {
            return kind == Kind.WORD && text.equals(word);
        }

        boolean mark(String mark) {
            return kind == Kind.MARK && text.equals(mark);
        }

        /** Whether it may name a table, a column or a function. */
        boolean named() {
            return kind == Kind.WORD || kind == Kind.NAME;
        }
    }

    enum Kind {
        WORD,
        /** A name in quotes. */
        NAME,
        /** A string. */
        TEXT,
        MARK,
        /** A quote or a comment without an end, or one that engines read differently. */
        BROKEN
    }

    private final String sql;
    private final SqlLexis lexis;
    private int at;

    private SqlTokens(String sql, SqlLexis lexis) {
        this.sql = sql;
        this.lexis = lexis;
    }

    /** The tokens of each statement that is not empty. */
    static List<List<Token>> statements(String sql, SqlLexis lexis) {
        List<List<Token>> statements = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        SqlTokens tokens = new SqlTokens(sql, lexis);
        while (tokens.skipSpace()) {
            Token token = tokens.next();
            if (!token.mark(";")) {
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

    /** Moves to the next token; stays at a comment that is none to every engine. */
    private boolean skipSpace() {
        while (at < sql.length()) {
            if (lineComment()) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", at)) {
                int end = commentEnd();
                if (end < 0) {
                    return true;
                }
                at = end;
            } else if (space(sql.charAt(at))) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private static boolean space(char c) {
        return Character.isWhitespace(c) || c == '\uFEFF';
    }

    private boolean lineComment() {
        return (sql.startsWith("--", at) && (!lexis.hashes() || spaceAt(at + 2)))
                || (lexis.hashes() && sql.charAt(at) == '#')
                || (lexis.slashes() && sql.startsWith("//", at));
    }

    // MySQL wants a space behind the dashes: 5--2 is 7 there.
    private boolean spaceAt(int index) {
        return index >= sql.length() || sql.charAt(index) <= ' ';
    }

    /**
     * Where the comment at this place ends, or -1. SQLite alone takes one without an end; MySQL
     * runs what stands in some of them.
     */
    private int commentEnd() {
        if (lexis.hashes() && (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at))) {
            return -1;
        }
        int depth = 0;
        for (int i = at; i + 1 < sql.length(); i++) {
            if (sql.startsWith("/*", i) && (depth == 0 || lexis.nested())) {
                depth++;
                i++;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return lexis.brackets() ? sql.length() : -1;
    }

    private Token next() {
        char c = sql.charAt(at);
        if (sql.startsWith("/*", at)) {
            return rest();
        }
        if (c == '\'') {
            return quoted(at, '\'', Kind.TEXT, lexis.backslashes());
        }
        if (c == '"') {
            boolean text = lexis.doubleQuotedText();
            return quoted(at, c, text ? Kind.TEXT : Kind.NAME, text);
        }
        if (c == '`') {
            return quoted(at, c, Kind.NAME, false);
        }
        if (c == '[' && lexis.brackets()) {
            return quoted(at, ']', Kind.NAME, false);
        }
        if (c == '$' && lexis.dollars() != SqlLexis.Dollars.NONE) {
            String tag = dollarTag();
            if (!tag.isEmpty()) {
                return dollarQuoted(tag);
            }
        }
        return part(c) ? word() : mark();
    }

    private Token rest() {
        Token broken = new Token(Kind.BROKEN, "", at, sql.length());
        at = sql.length();
        return broken;
    }

    private Token mark() {
        int start = at++;
        return new Token(Kind.MARK, sql.substring(start, at), start, at);
    }

    private Token word() {
        int start = at;
        boolean escape = lexis.escapes() && "eE".indexOf(sql.charAt(at)) >= 0;
        if (escape && sql.startsWith("'", at + 1)) {
            at++;
            return quoted(start, '\'', Kind.TEXT, true);
        }
        while (at < sql.length() && part(sql.charAt(at))) {
            at++;
        }
        String text = sql.substring(start, at).toUpperCase(Locale.ROOT);
        // U&"\0064rop" is a name that no list of names would find.
        if (text.equals("U") && sql.startsWith("&", at) && quoteAt(at + 1)) {
            return rest();
        }
        return new Token(Kind.WORD, text, start, at);
    }

    private boolean quoteAt(int index) {
        return index < sql.length() && (sql.charAt(index) == '"' || sql.charAt(index) == '\'');
    }

    private static boolean part(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || (c > 0x7F && !space(c));
    }

    // PostgreSQL's manual, 4.1.2.4: $, a name without $ or nothing, $.
    private String dollarTag() {
        int end = at + 1;
        while (end < sql.length() && sql.charAt(end) != '$' && part(sql.charAt(end))) {
            end++;
        }
        boolean closed = end < sql.length() && sql.charAt(end) == '$';
        boolean plain = end == at + 1;
        boolean named = lexis.dollars() == SqlLexis.Dollars.TAGGED && !digitAt(at + 1);
        return closed && (plain || named) ? sql.substring(at, end + 1) : "";
    }

    private boolean digitAt(int index) {
        return Character.isDigit(sql.charAt(index));
    }

    private Token dollarQuoted(String tag) {
        int start = at;
        int end = sql.indexOf(tag, at + tag.length());
        if (end < 0) {
            return rest();
        }
        at = end + tag.length();
        return new Token(Kind.TEXT, sql.substring(start + tag.length(), end), start, at);
    }

    // Inside quotes a doubled quote stands for one; brackets know no such thing.
    private Token quoted(int start, char end, Kind kind, boolean backslashes) {
        int first = ++at;
        while (at < sql.length()) {
            boolean escaped = backslashes && sql.charAt(at) == '\\';
            boolean doubled =
                    end != ']'
                            && at + 1 < sql.length()
                            && sql.charAt(at) == end
                            && sql.charAt(at + 1) == end;
            if (escaped || doubled) {
                at += 2;
            } else if (sql.charAt(at++) == end) {
                String text = sql.substring(first, at - 1);
                return new Token(kind, unquoted(text, end), start, at);
            }
        }
        at = sql.length();
        return new Token(Kind.BROKEN, "", start, at);
    }

    private static String unquoted(String text, char quote) {
        String one = String.valueOf(quote);
        return quote == ']' ? text : text.replace(one + one, one);
    }
}
