package dev.hoopoe.tools;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The port through which other tools reach the user's folders. Only files inside the roots can be
 * named; opening is safe against links and races. Thread-safe.
 */
public interface Workspace {
    /**
     * A file inside a root.
     *
     * @param path as the user would write it: relative to the first root, or root name first
     * @param bytes its size
     * @param modifiedMillis when it last changed, in milliseconds since 1970
     * @param location its name in every session, whatever the roots are; for indexes, never for
     *     opening
     */
    record Entry(String path, long bytes, long modifiedMillis, String location) {
        /** A file that has no other name than its path. */
        public Entry(String path, long bytes, long modifiedMillis) {
            this(path, bytes, modifiedMillis, path);
        }
    }

    /** Regular files under all roots, in a stable order, at most so many. */
    List<Entry> files(int limit, Call call);

    /**
     * Opens a regular file for reading.
     *
     * @throws ToolException if it is outside the roots, missing or no regular file
     */
    InputStream open(String path) throws IOException;
}
