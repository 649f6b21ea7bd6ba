package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.PlainText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tool's progress into the reports that its client gets: growing, as the protocol wants
 * (2025-11-25, Progress), and not too many. Thread-safe.
 */
public final class ProgressReports {
    /** The notification. */
    public static final String METHOD = "notifications/progress";

    /** The shortest time between two reports, except before the last one. */
    public static final Duration INTERVAL = Duration.ofMillis(100);

    private final @Nullable Object token;
    private long lastSent;
    private double lastDone = Double.NEGATIVE_INFINITY;

    /**
     * @param token under which the client asked for progress, or null if it did not
     */
    public ProgressReports(@Nullable Object token) {
        this.token = token;
    }

    /** The params of the report that is due, if one is. */
    public Optional<Map<String, Object>> report(double done, double total, String message) {
        if (token == null || !due(done, total)) {
            return Optional.empty();
        }
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("progressToken", token);
        params.put("progress", done);
        if (total > 0) {
            params.put("total", total);
        }
        params.put("message", PlainText.clean(message));
        return Optional.of(params);
    }

    private synchronized boolean due(double done, double total) {
        long now = System.nanoTime();
        boolean first = lastDone == Double.NEGATIVE_INFINITY;
        boolean last = total > 0 && done >= total;
        boolean early = !first && now - lastSent < INTERVAL.toNanos();
        if (!(done > lastDone) || (early && !last)) {
            return false;
        }
        lastSent = now;
        lastDone = done;
        return true;
    }
}
