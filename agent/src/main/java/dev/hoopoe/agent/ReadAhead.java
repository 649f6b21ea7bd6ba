package dev.hoopoe.agent;

import dev.hoopoe.agent.calls.TextCall;
import java.util.List;

/**
 * Chooses calls that are made before the model's first move, because a question plainly needs them:
 * a small model spends its steps, and its errors, on finding that out.
 */
@FunctionalInterface
public interface ReadAhead {
    /** Reads nothing. */
    ReadAhead NOTHING = question -> Plan.NONE;

    /** What to read for this question; usually nothing. */
    Plan before(String question);

    /**
     * Calls to make ahead.
     *
     * @param calls calls of reading tools, in order
     * @param needsMore whether they only prepare: their results are not what was asked for, so that
     *     the model has to make a call of its own
     */
    record Plan(List<TextCall> calls, boolean needsMore) {
        /** No calls. */
        public static final Plan NONE = new Plan(List.of(), false);

        public Plan {
            calls = List.copyOf(calls);
        }
    }
}
