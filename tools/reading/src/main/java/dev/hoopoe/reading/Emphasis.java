package dev.hoopoe.reading;

/** The kinds of emphasis, each with its marker and the tag for where a marker cannot work. */
enum Emphasis {
    BOLD("**", "b"),
    ITALIC("*", "i"),
    DELETED("~~", "del");

    final String marker;
    final String opening;
    final String closing;

    Emphasis(String marker, String tag) {
        this.marker = marker;
        this.opening = "<" + tag + ">";
        this.closing = "</" + tag + ">";
    }
}
