package dev.hoopoe.tools;

/**
 * What a call of a tool does to the world. One value drives the four MCP hints, the approval that a
 * user is asked for, the audit entry and whether an undo is kept.
 */
public enum Effect {
    /** Looks only; may be repeated and run in parallel. */
    READS,
    /** Creates something new and leaves everything that exists as it was. */
    ADDS,
    /** Alters something that exists. */
    CHANGES,
    /** Takes something away. */
    DELETES;

    /** MCP {@code readOnlyHint}. */
    public boolean readOnly() {
        return this == READS;
    }

    /** MCP {@code destructiveHint}: may lose something that existed before the call. */
    public boolean destructive() {
        return this == CHANGES || this == DELETES;
    }

    /** MCP {@code idempotentHint}: the same call again changes nothing further. */
    public boolean idempotent() {
        return this == READS || this == DELETES;
    }
}
