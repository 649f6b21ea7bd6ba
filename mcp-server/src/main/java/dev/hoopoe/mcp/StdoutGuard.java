package dev.hoopoe.mcp;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Keeps standard input and output for the protocol alone: afterwards {@code System.out} writes to
 * standard error and {@code System.in} is empty, so a library that prints cannot break a message.
 *
 * <p>Take it first thing in {@code main}, once, before any other class can hold {@code System.out}.
 * The streams stay open as long as the process. Native code that writes to file descriptor 1 by
 * itself is out of reach.
 *
 * @param in what the client sends
 * @param out what the client reads; reports a closed pipe as an exception, as {@code System.out}
 *     would not
 */
public record StdoutGuard(InputStream in, OutputStream out) {
    /** Redirects {@code System.out} and {@code System.in} and hands out the real streams. */
    public static StdoutGuard take() {
        StdoutGuard guard =
                new StdoutGuard(
                        new FileInputStream(FileDescriptor.in),
                        new FileOutputStream(FileDescriptor.out));
        System.out.flush();
        System.setOut(System.err);
        System.setIn(InputStream.nullInputStream());
        return guard;
    }
}
