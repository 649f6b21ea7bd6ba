package com.example.orders;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.ToolGuard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Lets so many calls a minute through; a guard is asked before each call. Thread-safe. */
final class RateLimit implements ToolGuard {
    private final int perMinute;
    private final InstantSource clock;
    private final Deque<Instant> calls = new ArrayDeque<>();

    RateLimit(int perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    @Override
    public synchronized Map<String, ?> before(
            ToolDefinition tool, Map<String, ?> arguments, Call call) {
        Instant now = clock.instant();
        while (!calls.isEmpty() && calls.peek().isBefore(now.minus(Duration.ofMinutes(1)))) {
            calls.remove();
        }
        if (calls.size() >= perMinute) {
            throw new ToolException(
                    "There were " + perMinute + " calls in a minute, the most allowed.",
                    "Wait a minute.");
        }
        calls.add(now);
        return arguments;
    }
}
