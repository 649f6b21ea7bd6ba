package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The tokens that one call of the model evaluates, each of one sequence at one position. One
 * thread; it lives as long as its context.
 */
public final class LlamaBatch {
    private final int capacity;
    private final int mostOutputs;
    private final MemorySegment struct;
    private final MemorySegment tokens;
    private final MemorySegment positions;
    private final MemorySegment sequences;
    private final MemorySegment outputs;
    private int size;
    private int rows;

    LlamaBatch(Arena arena, int capacity, int mostOutputs) {
        this.capacity = capacity;
        this.mostOutputs = mostOutputs;
        struct = arena.allocate(Structs.BATCH);
        tokens = arena.allocate(JAVA_INT, capacity);
        positions = arena.allocate(JAVA_INT, capacity);
        sequences = arena.allocate(JAVA_INT, capacity);
        outputs = arena.allocate(capacity);
        MemorySegment counts = arena.allocate(JAVA_INT, capacity);
        MemorySegment pointers = arena.allocate(ADDRESS, capacity);
        for (int i = 0; i < capacity; i++) {
            counts.setAtIndex(JAVA_INT, i, 1);
            pointers.setAtIndex(ADDRESS, i, sequences.asSlice(4L * i, 4));
        }
        struct.set(ADDRESS, Structs.BATCH_TOKEN, tokens);
        struct.set(ADDRESS, Structs.BATCH_POSITION, positions);
        struct.set(ADDRESS, Structs.BATCH_SEQUENCE_COUNT, counts);
        struct.set(ADDRESS, Structs.BATCH_SEQUENCE, pointers);
        struct.set(ADDRESS, Structs.BATCH_LOGITS, outputs);
    }

    /**
     * Adds a token.
     *
     * @param output whether its logits (or its embedding) are wanted
     */
    public void add(int token, int position, int sequence, boolean output) {
        if (size == capacity || (output && rows == mostOutputs)) {
            throw new IllegalStateException(
                    "A batch holds %d tokens and %d outputs".formatted(capacity, mostOutputs));
        }
        tokens.setAtIndex(JAVA_INT, size, token);
        positions.setAtIndex(JAVA_INT, size, position);
        sequences.setAtIndex(JAVA_INT, size, sequence);
        outputs.set(JAVA_BYTE, size, (byte) (output ? 1 : 0));
        size++;
        rows += output ? 1 : 0;
    }

    public int size() {
        return size;
    }

    /** How many tokens fit in yet. */
    public int room() {
        return capacity - size;
    }

    /** How many outputs can be asked for yet. */
    public int outputRoom() {
        return mostOutputs - rows;
    }

    public void clear() {
        size = 0;
        rows = 0;
    }

    MemorySegment struct() {
        struct.set(JAVA_INT, Structs.BATCH_N_TOKENS, size);
        return struct;
    }
}
