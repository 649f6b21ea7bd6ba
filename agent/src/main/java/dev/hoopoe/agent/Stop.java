package dev.hoopoe.agent;

import java.util.Locale;

/** Why a question ended. */
public enum Stop {
    /** The model gave its answer. */
    ANSWERED,
    /** The step limit was reached; the answer is what could be said by then. */
    STEP_LIMIT,
    /** The model made the same call with the same result three times. */
    REPEATED,
    /** The time was over. */
    DEADLINE,
    /** The user stopped it. */
    CANCELLED,
    /** The model failed; the answer says how. */
    FAILED;

    /** As written in JSON: {@code step_limit}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
