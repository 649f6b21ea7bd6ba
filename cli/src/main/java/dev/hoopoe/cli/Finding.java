package dev.hoopoe.cli;

/**
 * What the doctor found about one part.
 *
 * @param part in a word or two
 * @param state whether it works
 * @param text what it is like
 * @param remedy what to do; "" where nothing need be done
 */
record Finding(String part, State state, String text, String remedy) {
    /** How a part is. */
    enum State {
        FINE("✓"),
        NOTE("!"),
        BROKEN("✗");

        private final String sign;

        State(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    static Finding fine(String part, String text) {
        return new Finding(part, State.FINE, text, "");
    }

    static Finding note(String part, String text, String remedy) {
        return new Finding(part, State.NOTE, text, remedy);
    }

    static Finding broken(String part, String text, String remedy) {
        return new Finding(part, State.BROKEN, text, remedy);
    }
}
