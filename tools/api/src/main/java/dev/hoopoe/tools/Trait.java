package dev.hoopoe.tools;

/**
 * What a tool lets in and out. A conversation that has seen {@link #READS_PRIVATE} and {@link
 * #READS_UNTRUSTED} data must not reach {@link #SENDS_OUTSIDE} without the user's word: together
 * the three are what a page needs to steal a file.
 */
public enum Trait {
    /** Its results hold the user's own data. */
    READS_PRIVATE,
    /** Its results hold text that a stranger may have written. */
    READS_UNTRUSTED,
    /** Its arguments leave this machine; gives the MCP hint {@code openWorldHint}. */
    SENDS_OUTSIDE
}
