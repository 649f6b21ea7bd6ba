package dev.hoopoe.documents;

import dev.hoopoe.tools.Workspace;

/**
 * A file as it was when it was indexed.
 *
 * @param key its {@linkplain Workspace.Entry#location() location}
 * @param bytes its size then
 * @param millis its time then
 * @param hash of its bytes, SHA-256 in hex
 * @param model whose vectors its passages have, or ""
 * @param passages how many it has
 */
record FileState(String key, long bytes, long millis, String hash, String model, int passages) {
    /** Whether size and time are still those; then nobody looks at the bytes. */
    boolean sameAs(Workspace.Entry file) {
        return bytes == file.bytes() && millis == file.modifiedMillis();
    }
}
