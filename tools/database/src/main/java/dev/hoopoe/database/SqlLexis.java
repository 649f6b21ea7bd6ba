package dev.hoopoe.database;

/**
 * How an engine cuts SQL into tokens, as far as engines differ. Where a text means different things
 * to different versions of an engine, the strict reading is taken and the statement refused.
 *
 * @param nested whether a comment may hold another one
 * @param dollars the form of strings between dollar signs
 * @param escapes whether {@code E'…'} knows backslashes
 * @param backslashes whether every string knows backslashes
 * @param hashes whether {@code #} begins a comment
 * @param slashes whether {@code //} begins a comment
 * @param brackets whether {@code [name]} is a quoted name
 * @param doubleQuotedText whether {@code "…"} is a string, not a name
 */
record SqlLexis(
        boolean nested,
        Dollars dollars,
        boolean escapes,
        boolean backslashes,
        boolean hashes,
        boolean slashes,
        boolean brackets,
        boolean doubleQuotedText) {
    enum Dollars {
        NONE,
        /** Only {@code $$…$$}. */
        PLAIN,
        /** {@code $$…$$} and {@code $tag$…$tag$}. */
        TAGGED
    }

    /** sqlite.org/lang_comment.html, lang_keywords.html. */
    static final SqlLexis SQLITE =
            new SqlLexis(false, Dollars.NONE, false, false, false, false, true, false);

    /** PostgreSQL's manual, 4.1 Lexical Structure. */
    static final SqlLexis POSTGRESQL =
            new SqlLexis(true, Dollars.TAGGED, true, false, false, false, false, false);

    /** As PostgreSQL, whose grammar DuckDB took over. */
    static final SqlLexis DUCKDB = POSTGRESQL;

    /** org.h2.command.Tokenizer. */
    static final SqlLexis H2 =
            new SqlLexis(true, Dollars.PLAIN, false, false, false, true, false, false);

    /** MariaDB's and MySQL's manuals, "Comment Syntax" and "String Literals". */
    static final SqlLexis MYSQL =
            new SqlLexis(false, Dollars.NONE, false, true, true, false, false, true);

    /** The SQL standard, for engines that we do not know. */
    static final SqlLexis STANDARD =
            new SqlLexis(true, Dollars.NONE, false, false, false, false, false, false);
}
