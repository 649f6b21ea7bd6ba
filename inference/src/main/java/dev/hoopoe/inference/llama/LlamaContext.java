package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hoopoe.inference.llama.Symbols.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BooleanSupplier;

/**
 * A model at work: one sequence of tokens and its KV cache.
 *
 * <p>One thread at a time, and the same one for good measure: llama.cpp does not lock. Close it
 * before its model.
 */
public final class LlamaContext implements AutoCloseable {
    /**
     * The most tokens whose logits one call can ask for; each row takes memory for the whole
     * vocabulary.
     */
    public static final int MOST_OUTPUTS = 32;

    /** The most tokens that one call evaluates. */
    public static final int BATCH = 512;

    private static final int SEQUENCE = 0;

    private final LlamaModel model;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment context;
    private final MemorySegment memory;
    private final MemorySegment batch = arena.allocate(Structs.BATCH);
    private final MemorySegment tokens = arena.allocate(JAVA_INT, BATCH);
    private final MemorySegment outputs = arena.allocate(BATCH);
    private final Function decode;
    private final Function logits;
    private final Function remove;
    private final Function setThreads;
    private final float[] row;
    private volatile BooleanSupplier abort = () -> false;
    private boolean closed;

    /**
     * Makes a context.
     *
     * @param length in tokens, prompt and answer together
     * @throws LlamaException if there is not enough memory for it
     */
    public LlamaContext(LlamaModel model, int length, int threads, KvType kvType) {
        this.model = model;
        Symbols symbols = model.llama().symbols();
        decode = symbols.returning(JAVA_INT, "llama_decode", ADDRESS, Structs.BATCH);
        logits = symbols.returning(ADDRESS, "llama_get_logits_ith", ADDRESS, JAVA_INT);
        remove =
                symbols.returning(
                        JAVA_BOOLEAN, "llama_memory_seq_rm", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
        setThreads = symbols.procedure("llama_set_n_threads", ADDRESS, JAVA_INT, JAVA_INT);
        row = new float[model.vocabulary().size()];
        context = create(length, threads, kvType);
        memory = memory();
    }

    private MemorySegment create(int length, int threads, KvType kvType) {
        Llama llama = model.llama();
        llama.log().clear();
        MemorySegment params = Structs.contextDefaults(llama.symbols(), arena);
        params.set(JAVA_INT, Structs.CONTEXT_N_CTX, length);
        params.set(JAVA_INT, Structs.CONTEXT_N_BATCH, BATCH);
        params.set(JAVA_INT, Structs.CONTEXT_N_UBATCH, BATCH);
        params.set(JAVA_INT, Structs.CONTEXT_OUTPUTS_MAX, MOST_OUTPUTS);
        params.set(JAVA_INT, Structs.CONTEXT_THREADS, threads);
        params.set(JAVA_INT, Structs.CONTEXT_THREADS_BATCH, threads);
        params.set(JAVA_INT, Structs.CONTEXT_TYPE_K, kvType.id());
        params.set(JAVA_INT, Structs.CONTEXT_TYPE_V, kvType.id());
        params.set(ADDRESS, Structs.CONTEXT_ABORT, abortCallback());
        try {
            MemorySegment made =
                    (MemorySegment)
                            llama.symbols()
                                    .returning(
                                            ADDRESS,
                                            "llama_init_from_model",
                                            ADDRESS,
                                            Structs.CONTEXT_PARAMS)
                                    .handle()
                                    .invokeExact(model.address(), params);
            if (made.equals(MemorySegment.NULL)) {
                throw new LlamaException(
                        "The engine cannot make a context of "
                                + length
                                + " tokens: "
                                + llama.log().cause()
                                + ". Try a shorter context.");
            }
            return made;
        } catch (Throwable e) {
            arena.close();
            throw Symbols.unexpected(e);
        }
    }

    private MemorySegment memory() {
        try {
            return (MemorySegment)
                    model.llama()
                            .symbols()
                            .returning(ADDRESS, "llama_get_memory", ADDRESS)
                            .handle()
                            .invokeExact(context);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    @SuppressWarnings("restricted")
    private MemorySegment abortCallback() {
        try {
            return Linker.nativeLinker()
                    .upcallStub(
                            MethodHandles.lookup()
                                    .bind(
                                            this,
                                            "isAborted",
                                            MethodType.methodType(
                                                    boolean.class, MemorySegment.class)),
                            FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS),
                            arena);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings({
        "UnusedMethod",
        "UnusedVariable"
    }) // called by llama.cpp, some hundred times a token
    private boolean isAborted(MemorySegment user) {
        // An exception that leaves an upcall ends the process.
        try {
            return abort.getAsBoolean();
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** Sets how many threads compute from the next call on. */
    public void threads(int count) {
        try {
            setThreads.handle().invokeExact(context, count, count);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** Sets what {@link #decode} asks while it computes; it must be quick. */
    public void abortWhen(BooleanSupplier condition) {
        abort = condition;
    }

    /**
     * Evaluates tokens behind those already in the cache.
     *
     * @param source ids; at most {@link #BATCH} from {@code from} to {@code to}
     * @param all whether logits are wanted for each token (at most {@link #MOST_OUTPUTS}) or for
     *     the last one only
     * @return false if it was aborted; the cache then holds some of the tokens, and {@link #keep}
     *     must cut it back
     */
    public boolean decode(int[] source, int from, int to, boolean all) {
        int count = to - from;
        MemorySegment.copy(source, from, tokens, JAVA_INT, 0, count);
        outputs.asSlice(0, count).fill((byte) (all ? 1 : 0));
        outputs.set(JAVA_BYTE, count - 1L, (byte) 1);
        batch.set(JAVA_INT, Structs.BATCH_N_TOKENS, count);
        batch.set(ADDRESS, Structs.BATCH_TOKEN, tokens);
        batch.set(ADDRESS, Structs.BATCH_LOGITS, outputs);
        model.llama().log().clear();
        try {
            int status = (int) decode.handle().invokeExact(context, batch);
            return switch (status) {
                case 0 -> true;
                case 2 -> false;
                default -> throw failed(count, status);
            };
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    private LlamaException failed(int count, int status) {
        return new LlamaException(
                "The engine failed on "
                        + count
                        + " tokens (status "
                        + status
                        + "): "
                        + model.llama().log().cause()
                        + ". Start it again, with a shorter context if memory is low.");
    }

    /**
     * Copies a row of logits of the last {@link #decode}.
     *
     * @param index of the token within that call
     * @return one number a token of the vocabulary; the array is overwritten by the next call
     */
    @SuppressWarnings("restricted")
    public float[] logits(int index) {
        try {
            MemorySegment found = (MemorySegment) logits.handle().invokeExact(context, index);
            if (found.equals(MemorySegment.NULL)) {
                throw new IllegalStateException("No logits were asked for at " + index);
            }
            MemorySegment.copy(
                    found.reinterpret(4L * row.length), JAVA_FLOAT, 0, row, 0, row.length);
            return row;
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /**
     * Cuts the cache back to its first tokens.
     *
     * @return how many are left: {@code count}, or 0 for a model whose state cannot be cut
     */
    public int keep(int count) {
        if (count > 0 && removeFrom(count)) {
            return count;
        }
        try {
            model.llama()
                    .symbols()
                    .procedure("llama_memory_clear", ADDRESS, JAVA_BOOLEAN)
                    .handle()
                    .invokeExact(memory, false);
            return 0;
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    private boolean removeFrom(int position) {
        try {
            return (boolean) remove.handle().invokeExact(memory, SEQUENCE, position, -1);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** The bytes that {@link #save} needs now. */
    public long stateSize() {
        try {
            return (long)
                    model.llama()
                            .symbols()
                            .returning(JAVA_LONG, "llama_state_seq_get_size", ADDRESS, JAVA_INT)
                            .handle()
                            .invokeExact(context, SEQUENCE);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** Copies the cache's content; returns the bytes written, 0 if it failed. */
    public long save(MemorySegment target) {
        return transfer("llama_state_seq_get_data", target);
    }

    /**
     * Replaces the cache's content by what {@link #save} wrote; false (and an empty cache) if it
     * does not fit.
     */
    public boolean restore(MemorySegment source) {
        keep(0);
        boolean restored = transfer("llama_state_seq_set_data", source) == source.byteSize();
        if (!restored) {
            keep(0);
        }
        return restored;
    }

    private long transfer(String function, MemorySegment state) {
        try {
            return (long)
                    model.llama()
                            .symbols()
                            .returning(JAVA_LONG, function, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT)
                            .handle()
                            .invokeExact(context, state, state.byteSize(), SEQUENCE);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            model.llama().symbols().procedure("llama_free", ADDRESS).handle().invokeExact(context);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        } finally {
            arena.close();
        }
    }
}
