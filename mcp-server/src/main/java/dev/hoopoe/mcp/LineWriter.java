package dev.hoopoe.mcp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes whole lines, one at a time, from any thread. A client that does not read makes the writers
 * wait, and so slows its own calls down.
 */
final class LineWriter {
    private final OutputStream out;
    private final Runnable onBroken;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean closed;

    /**
     * @param onBroken told once when the client no longer reads
     */
    LineWriter(OutputStream out, Runnable onBroken) {
        this.out = out;
        this.onBroken = onBroken;
    }

    /** Writes the text (which has no LF of its own) and an LF; does nothing after the end. */
    void write(byte[] text) {
        byte[] line = Arrays.copyOf(text, text.length + 1);
        line[text.length] = '\n';
        turn.lock();
        try {
            if (!closed) {
                out.write(line);
                out.flush();
            }
        } catch (IOException e) {
            // There is nobody to tell: the one reader of this stream is gone.
            closed = true;
            onBroken.run();
        } finally {
            turn.unlock();
        }
    }

    /** Drops everything from now on, without waiting for a writer that is stuck. */
    void close() {
        closed = true;
    }
}
