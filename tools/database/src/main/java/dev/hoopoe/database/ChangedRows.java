package dev.hoopoe.database;

/** How an engine tells the rows that a change leaves. */
enum ChangedRows {
    /** {@code RETURNING *} behind every change. */
    RETURNING,
    /** {@code RETURNING *} behind INSERT; updated rows are found again by their primary key. */
    RETURNING_INSERTS,
    /** {@code SELECT * FROM FINAL TABLE (…)}. */
    FINAL_TABLE,
    /** Updated rows are found again by their primary key; inserted ones are only counted. */
    BY_KEY
}
