package dev.hoopoe.inference.template;

/**
 * What one template and one rendering may cost at most. A template comes from a stranger's model
 * file.
 */
final class Limits {
    /** The longest published chat templates have about 30,000 characters. */
    static final int MAX_SOURCE_CHARS = 1 << 20;

    /** Characters of one string or of the rendered prompt. */
    static final int MAX_STRING_CHARS = 1 << 24;

    /** Characters that all intermediate strings of one rendering may have together. */
    static final long MAX_WORK_CHARS = 1L << 28;

    /** Statements, expressions and list elements that one rendering may visit. */
    static final long MAX_STEPS = 20_000_000;

    /** Elements of one list. */
    static final int MAX_ITEMS = 1 << 20;

    /** Elements of {@code range()}, as in Jinja's own sandbox. */
    static final int MAX_RANGE = 100_000;

    /** Nested expressions and statements while reading. */
    static final int MAX_NESTING = 150;

    /** Nested expressions, statements and macro calls while rendering. */
    static final int MAX_DEPTH = 1_000;

    /** Nested lists and mappings in a context or in what a template builds. */
    static final int MAX_DATA_DEPTH = 100;

    /** Bits of an integer. */
    static final int MAX_INTEGER_BITS = 1_024;

    private Limits() {}
}
