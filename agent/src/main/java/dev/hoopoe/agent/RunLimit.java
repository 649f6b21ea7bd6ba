package dev.hoopoe.agent;

import dev.hoopoe.tools.Cancellation;
import java.time.Duration;
import java.util.function.Supplier;

/** The bounds of one move of a running question. */
record RunLimit(int outputTokens, Supplier<Duration> left, Cancellation cancellation)
        implements Brain.Limit {
    @Override
    public Duration remaining() {
        return left.get();
    }

    @Override
    public AutoCloseable onCancel(Runnable action) {
        return cancellation.onCancel(action);
    }

    @Override
    public boolean cancelled() {
        return cancellation.cancelled();
    }
}
