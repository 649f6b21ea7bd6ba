package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hoopoe.inference.llama.Symbols.Function;
import java.lang.foreign.MemorySegment;

/**
 * What a context remembers of its sequences; sequences that share a beginning share its memory. On
 * the context's thread.
 */
public final class KvCache {
    private final MemorySegment context;
    private final MemorySegment memory;
    private final Function remove;
    private final Function copy;
    private final Function stateSize;
    private final Function stateGet;
    private final Function stateSet;

    KvCache(Symbols symbols, MemorySegment context) {
        this.context = context;
        this.memory = memory(symbols, context);
        remove =
                symbols.returning(
                        JAVA_BOOLEAN, "llama_memory_seq_rm", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
        copy =
                symbols.procedure(
                        "llama_memory_seq_cp", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        stateSize = symbols.returning(JAVA_LONG, "llama_state_seq_get_size", ADDRESS, JAVA_INT);
        stateGet = transfer(symbols, "llama_state_seq_get_data");
        stateSet = transfer(symbols, "llama_state_seq_set_data");
    }

    private static Function transfer(Symbols symbols, String name) {
        return symbols.returning(JAVA_LONG, name, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    }

    private static MemorySegment memory(Symbols symbols, MemorySegment context) {
        try {
            return (MemorySegment)
                    symbols.returning(ADDRESS, "llama_get_memory", ADDRESS)
                            .handle()
                            .invokeExact(context);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /**
     * Cuts a sequence back to its first tokens.
     *
     * @return how many are left: {@code length}, or 0 for a model whose state cannot be cut
     */
    public int cut(int sequence, int length) {
        if (length > 0 && remove(sequence, length)) {
            return length;
        }
        // Removing all of a sequence never fails.
        remove(sequence, 0);
        return 0;
    }

    private boolean remove(int sequence, int from) {
        try {
            return (boolean) remove.handle().invokeExact(memory, sequence, from, -1);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** Lets an empty sequence begin with the first tokens of another; nothing is copied. */
    public void share(int source, int target, int length) {
        try {
            copy.handle().invokeExact(memory, source, target, 0, length);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** The bytes that {@link #save} needs now. */
    public long stateSize(int sequence) {
        try {
            return (long) stateSize.handle().invokeExact(context, sequence);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** Copies a sequence's state; returns the bytes written, 0 if it failed. */
    public long save(int sequence, MemorySegment target) {
        try {
            return (long)
                    stateGet.handle().invokeExact(context, target, target.byteSize(), sequence);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /**
     * Gives an empty sequence the state that {@link #save} wrote; false (and an empty sequence) if
     * it does not fit.
     */
    public boolean restore(int sequence, MemorySegment source) {
        try {
            long read =
                    (long)
                            stateSet.handle()
                                    .invokeExact(context, source, source.byteSize(), sequence);
            if (read != source.byteSize()) {
                cut(sequence, 0);
            }
            return read == source.byteSize();
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }
}
