package dev.hoopoe.inference;

/**
 * Whether weights are kept in the processor's favourite order too: prompts 1.6 to 2.2 times as
 * fast, half as much memory again.
 */
public enum Repack {
    /** If the free memory allows it. */
    AUTO,
    ON,
    OFF
}
