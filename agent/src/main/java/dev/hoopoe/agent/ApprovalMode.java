package dev.hoopoe.agent;

import java.util.Locale;

/** Which changes need a yes. None of them lets private data out: that is always asked. */
public enum ApprovalMode {
    /** Every change is asked about. */
    ASK("every change is asked about"),
    /** What can be undone runs; the rest is asked about. */
    REVERSIBLE("what can be undone runs, the rest is asked about"),
    /** Every change runs. */
    ALL("every change runs"),
    /** No change runs, and nobody is asked. */
    NONE("no change runs");

    private final String meaning;

    ApprovalMode(String meaning) {
        this.meaning = meaning;
    }

    /** As it is written in options: {@code reversible}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }
}
