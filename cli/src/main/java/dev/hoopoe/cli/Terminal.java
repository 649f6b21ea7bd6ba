package dev.hoopoe.cli;

import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * The two streams of a command: answers on {@code out}, progress and everything else on {@code
 * err}.
 *
 * @param out results; under {@code serve} it carries the protocol and nothing else
 * @param err what a person watches
 * @param live whether err is a terminal, which can be redrawn
 * @param colour whether err is to be coloured
 * @param columns how wide lines may be
 */
record Terminal(PrintStream out, PrintStream err, boolean live, boolean colour, int columns) {
    /** The width where nobody knows it. */
    static final int DEFAULT_COLUMNS = 100;

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

    Terminal {
        columns = Math.max(40, columns);
    }

    /** Streams that are no terminal. */
    static Terminal plain(PrintStream out, PrintStream err) {
        return new Terminal(out, err, false, false, DEFAULT_COLUMNS);
    }

    /** Text of pages and models without the control characters that would drive a terminal. */
    static String safe(String text) {
        return CONTROLS.matcher(text).replaceAll("");
    }

    String dim(String text) {
        return colour ? "\u001B[2m" + text + "\u001B[0m" : text;
    }

    String bold(String text) {
        return colour ? "\u001B[1m" + text + "\u001B[0m" : text;
    }

    String red(String text) {
        return colour ? "\u001B[31m" + text + "\u001B[0m" : text;
    }

    String green(String text) {
        return colour ? "\u001B[32m" + text + "\u001B[0m" : text;
    }
}
