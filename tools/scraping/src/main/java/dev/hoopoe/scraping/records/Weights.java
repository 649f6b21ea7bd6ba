package dev.hoopoe.scraping.records;

/** What each kind of evidence counts; chosen by hand on the open half of the exam. */
final class Weights {
    /** A label, a table's head, a microdata name. */
    static final double NAMED = 6;

    /** A class, an id, a test id of the element itself. */
    static final double OWN = 5;

    /** What the tag says. */
    static final double TAG = 4;

    /** A class of the element around. */
    static final double AROUND = 2;

    /** A word of like meaning against the word itself. */
    static final double SYNONYM = 0.6;

    /** Values of the field's form, such as money. */
    static final double SHAPE = 3;

    /** A field with less evidence stays empty. */
    static final double ENOUGH = 2.5;

    private Weights() {}
}
