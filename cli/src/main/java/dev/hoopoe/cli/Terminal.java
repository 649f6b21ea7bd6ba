package dev.hoopoe.cli;

import java.io.PrintStream;

/**
 * The two streams of a command: answers on {@code out}, progress and everything else on {@code
 * err}.
 *
 * @param out results; under {@code serve} it carries the protocol and nothing else
 * @param err what a person watches
 * @param colour whether err understands ANSI escapes and can be redrawn
 */
record Terminal(PrintStream out, PrintStream err, boolean colour) {
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
