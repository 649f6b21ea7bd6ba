package dev.hoopoe.tools;

/** Where a piece of a result comes from, so that each claim of an answer can be checked. */
public sealed interface Source {
    /** A page: its final address after redirects. */
    record Url(String url) implements Source {}

    /** A file: its path as the user would write it, relative to its root. */
    record File(String path) implements Source {}

    /** A database that the user named. */
    record Database(String name) implements Source {}
}
