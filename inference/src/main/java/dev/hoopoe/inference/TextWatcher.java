package dev.hoopoe.inference;

/** Looks at an answer while it grows, and may end it. */
@FunctionalInterface
interface TextWatcher {
    /**
     * What to do with the text so far.
     *
     * @param safe how much of it may be shown: what follows may still turn out to be no text
     * @param ends whether the answer ends there
     */
    record Verdict(int safe, boolean ends) {}

    Verdict look(CharSequence text);

    /** Shows everything. */
    static TextWatcher none() {
        return text -> new Verdict(text.length(), false);
    }
}
