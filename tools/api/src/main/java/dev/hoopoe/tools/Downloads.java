package dev.hoopoe.tools;

import java.io.IOException;
import java.io.InputStream;

/**
 * The port through which tools put new files, such as downloads and pictures, where the user finds
 * them. Never overwrites. Thread-safe.
 */
public interface Downloads {
    /** The largest file that is taken unless an implementation says otherwise. */
    long DEFAULT_MAX_BYTES = 200L << 20;

    /**
     * Keeps a file under the name, or a similar one where that is taken.
     *
     * @param name a wish, made safe by the implementation
     * @return the file as the user would write it
     * @throws ToolException if it is too large; nothing is kept then
     */
    String save(String name, InputStream content) throws IOException;
}
