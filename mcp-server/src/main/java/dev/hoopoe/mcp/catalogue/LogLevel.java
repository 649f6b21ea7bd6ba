package dev.hoopoe.mcp.catalogue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How grave a line of log is (RFC 5424, 6.2.1), from the least to the most. */
public final class LogLevel {
    private static final List<String> LEVELS =
            List.of(
                    "debug",
                    "info",
                    "notice",
                    "warning",
                    "error",
                    "critical",
                    "alert",
                    "emergency");

    private LogLevel() {}

    /** The level of that name. */
    public static Optional<String> of(@Nullable Object name) {
        return name instanceof String level && LEVELS.contains(level)
                ? Optional.of(level)
                : Optional.empty();
    }

    /** Whether a line of this level is for a client that asked for the other. */
    public static boolean reaches(String level, String asked) {
        return LEVELS.indexOf(level) >= LEVELS.indexOf(asked);
    }
}
