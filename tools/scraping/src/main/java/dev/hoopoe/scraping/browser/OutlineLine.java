package dev.hoopoe.scraping.browser;

/**
 * A line of the outline.
 *
 * @param kind what it stands for
 * @param ref by which an action names it, or ""
 * @param role of a control
 * @param name what a person calls it
 * @param state the rest: a value, options, flags
 */
record OutlineLine(Kind kind, String ref, String role, String name, String state) {
    enum Kind {
        HEADING,
        LINK,
        CONTROL,
        TEXT
    }

    static OutlineLine text(String text) {
        return new OutlineLine(Kind.TEXT, "", "", text, "");
    }

    boolean control() {
        return !ref.isEmpty();
    }

    /** The whole line, its name cut to so many characters. */
    String shown(int nameChars) {
        String cut = name.length() <= nameChars ? name : name.substring(0, nameChars).strip() + "…";
        String label = (role + " " + cut).strip();
        return ((ref.isEmpty() ? "" : ref + " ") + label + state).strip();
    }

    String full() {
        return shown(Integer.MAX_VALUE);
    }
}
