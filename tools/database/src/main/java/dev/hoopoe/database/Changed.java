package dev.hoopoe.database;

/**
 * What a change did, or would do.
 *
 * @param rows how many rows it changed
 * @param before the first of the rows that it changes; without columns for an INSERT
 * @param after the first of the rows that it leaves; without columns where nobody can tell
 * @param fingerprint of the effect: the rows before, and the values that were set
 * @param committed whether it was kept
 */
record Changed(long rows, Rows before, Rows after, String fingerprint, boolean committed) {}
