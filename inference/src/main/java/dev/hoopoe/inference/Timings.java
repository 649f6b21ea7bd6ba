package dev.hoopoe.inference;

/**
 * Where the time went, in milliseconds from the call on.
 *
 * @param waitMs until the engine was free
 * @param promptMs to evaluate the prompt, restoring from disk included
 * @param totalMs until the answer was complete
 * @param steps how many times the model was run for the answer; fewer than output tokens where the
 *     grammar forced some
 */
public record Timings(long waitMs, long promptMs, long totalMs, int steps) {
    /**
     * A second call that went on where this one ended, with both totals counted from the first call
     * on.
     */
    Timings then(Timings next) {
        return new Timings(waitMs, promptMs, next.totalMs, steps + next.steps);
    }
}
