package dev.hoopoe.cli;

import dev.hoopoe.tools.ToolException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CancellationException;

/** Turns what a command failed with into words; stack traces go to the log only. */
final class Failures {
    private Failures() {}

    static String message(Throwable failure) {
        boolean ours =
                failure instanceof UsageException
                        || failure instanceof ToolException
                        || failure instanceof CancellationException
                        || failure.getClass().getName().startsWith("dev.hoopoe.");
        if (ours && failure.getMessage() != null) {
            System.getLogger(Failures.class.getName()).log(Level.DEBUG, "Refused", failure);
            return failure.getMessage();
        }
        System.getLogger(Failures.class.getName()).log(Level.ERROR, "A command failed", failure);
        return "Hoopoe failed ("
                + failure
                + "). Set HOOPOE_LOG=FILE, run the command again, and report what the file says.";
    }
}
