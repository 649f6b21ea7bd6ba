package dev.hoopoe.inference;

/** Why an answer ended. */
public enum StopReason {
    /** The model, its constraint or a stop sequence ended it. */
    END,
    /** It reached its number of tokens; a constrained answer is then incomplete. */
    LENGTH,
    /** The caller cancelled. */
    CANCELLED,
    /** Its time was up. */
    DEADLINE
}
