package dev.hoopoe.scraping.records;

import java.util.Set;

/**
 * A field that is asked for.
 *
 * @param name as asked for
 * @param words of the name
 * @param kind of its values
 * @param first whether it stands first, where people put what a record is called
 */
record Field(String name, Set<String> words, Kind kind, boolean first) {
    static Field of(String name, boolean first) {
        Set<String> words = Words.of(name);
        return new Field(name, words, Kind.of(words), first);
    }

    /** Whether it asks for what a record is called. */
    boolean title() {
        return kind == Kind.TITLE || (first && kind == Kind.OTHER);
    }
}
