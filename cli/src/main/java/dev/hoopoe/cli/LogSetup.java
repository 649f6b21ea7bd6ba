package dev.hoopoe.cli;

import java.io.IOException;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Keeps libraries' log lines away from people: warnings go to the file named by {@code HOOPOE_LOG},
 * or nowhere. java.util.logging makes one of these at its first use, so an unused log costs
 * nothing.
 */
public final class LogSetup {
    private static final int MAX_BYTES = 10 << 20;

    /** Called by java.util.logging. */
    public LogSetup() {
        LogManager.getLogManager().reset();
        String file = System.getenv("HOOPOE_LOG");
        if (file != null && !file.isBlank()) {
            logTo(file);
        }
    }

    private static void logTo(String file) {
        try {
            FileHandler handler = new FileHandler(file, MAX_BYTES, 1, true);
            handler.setFormatter(new SimpleFormatter());
            handler.setLevel(Level.ALL);
            Logger.getLogger("").addHandler(handler);
        } catch (IOException e) {
            System.err.println(
                    "HOOPOE_LOG=%s cannot be written (%s). Name a file in a folder of yours."
                            .formatted(file, e.getMessage()));
        }
    }

    static void install() {
        System.setProperty("java.util.logging.config.class", LogSetup.class.getName());
    }
}
