package dev.hoopoe.inference.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Takes llama.cpp's log in place of standard error and keeps the last warnings and errors, which
 * are the only place where llama.cpp says why something failed. Any native thread may write to it.
 */
final class NativeLog {
    static final int KEPT_LINES = 8;
    static final int LONGEST_LINE = 400;

    // ggml_log_level of ggml.h
    private static final int INFO = 2;
    private static final int WARN = 3;
    private static final int ERROR = 4;

    private final Deque<String> lines = new ArrayDeque<>();
    private volatile Consumer<String> listener = line -> {};

    /**
     * The C callback; it lives as long as the process, since native threads may log at any time.
     */
    @SuppressWarnings("restricted")
    MemorySegment callback() {
        try {
            return Linker.nativeLinker()
                    .upcallStub(
                            MethodHandles.lookup()
                                    .bind(
                                            this,
                                            "log",
                                            MethodType.methodType(
                                                    void.class,
                                                    int.class,
                                                    MemorySegment.class,
                                                    MemorySegment.class)),
                            FunctionDescriptor.ofVoid(
                                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
                            Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings({"restricted", "UnusedMethod", "UnusedVariable"}) // called by llama.cpp
    private void log(int level, MemorySegment text, MemorySegment user) {
        if (level != INFO && level != WARN && level != ERROR) {
            return;
        }
        // An exception that leaves an upcall ends the process.
        try {
            String line = text.reinterpret(Long.MAX_VALUE).getString(0).strip();
            listener.accept(line);
            if (level != INFO) {
                keep(line);
            }
        } catch (RuntimeException e) {
            keep("(a log line that could not be read)");
        }
    }

    private synchronized void keep(String line) {
        if (line.isEmpty()) {
            return;
        }
        lines.addLast(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line);
        if (lines.size() > KEPT_LINES) {
            lines.removeFirst();
        }
    }

    /**
     * Sets who hears each line that is more than a debugging aid, on the native thread that writes
     * it: the only place where some functions say how far they are. It must be quick.
     */
    void listen(Consumer<String> newListener) {
        listener = newListener;
    }

    /** Forgets what earlier calls left, so that {@link #cause} speaks of the call that follows. */
    synchronized void clear() {
        lines.clear();
    }

    /**
     * The first complaint since {@link #clear}: llama.cpp names the cause first and the
     * consequences after it.
     */
    synchronized String cause() {
        return lines.isEmpty() ? "llama.cpp gave no reason" : lines.getFirst();
    }
}
