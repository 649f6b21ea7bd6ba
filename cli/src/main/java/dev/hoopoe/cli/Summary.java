package dev.hoopoe.cli;

import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.Stop;
import java.util.Locale;

/** One line about what a question cost. */
final class Summary {
    private Summary() {}

    static String of(Outcome outcome) {
        String stop =
                outcome.stop() == Stop.ANSWERED ? "" : "  stopped: " + outcome.stop().wireName();
        return String.format(
                Locale.ROOT,
                "%s, %,d prompt tokens (%,d from cache), %,d written, %.1f s%s",
                counted(outcome.steps().size(), "call"),
                outcome.tokens().prompt(),
                outcome.tokens().cached(),
                outcome.tokens().output(),
                outcome.total().toMillis() / 1000.0,
                stop);
    }

    /** {@code 1 call}, {@code 2 calls}. */
    static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
