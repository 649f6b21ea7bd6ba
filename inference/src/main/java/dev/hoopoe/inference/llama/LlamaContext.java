package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
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
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A model at work on several sequences of tokens.
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

    /** The most tokens that one call evaluates, in a context that writes text. */
    public static final int BATCH = 512;

    // llama_flash_attn_type
    private static final int FLASH_ATTENTION_ON = 1;

    private final LlamaModel model;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment context;
    private final LlamaBatch batch;
    private final KvCache cache;
    private final Function decode;
    private final Function logits;
    private final Function embedding;
    private final Function setThreads;
    private final float[] row;
    private volatile BooleanSupplier abort = () -> false;
    private int threads;
    private boolean closed;

    /**
     * Makes a context.
     *
     * @throws LlamaException if there is not enough memory for it
     */
    public LlamaContext(LlamaModel model, ContextOptions options) {
        this.model = model;
        Symbols symbols = model.llama().symbols();
        decode = symbols.returning(JAVA_INT, "llama_decode", ADDRESS, Structs.BATCH);
        logits = symbols.returning(ADDRESS, "llama_get_logits_ith", ADDRESS, JAVA_INT);
        embedding = symbols.returning(ADDRESS, "llama_get_embeddings_seq", ADDRESS, JAVA_INT);
        setThreads = symbols.procedure("llama_set_n_threads", ADDRESS, JAVA_INT, JAVA_INT);
        row = new float[model.vocabulary().size()];
        threads = options.threads();
        context = create(options);
        cache = new KvCache(symbols, context);
        batch = new LlamaBatch(arena, options.batch(), outputs(options));
    }

    // An embedding is made of all tokens of its text.
    private static int outputs(ContextOptions options) {
        return options.embeds() ? options.batch() : MOST_OUTPUTS;
    }

    private MemorySegment create(ContextOptions options) {
        Llama llama = model.llama();
        llama.log().clear();
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
                                    .invokeExact(model.address(), params(options));
            if (made.equals(MemorySegment.NULL)) {
                throw new LlamaException(
                        "The engine cannot make a context of "
                                + options.cells()
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

    private MemorySegment params(ContextOptions options) {
        MemorySegment params = Structs.contextDefaults(model.llama().symbols(), arena);
        params.set(JAVA_INT, Structs.CONTEXT_N_CTX, options.cells());
        params.set(JAVA_INT, Structs.CONTEXT_N_BATCH, options.batch());
        params.set(JAVA_INT, Structs.CONTEXT_N_UBATCH, options.batch());
        params.set(JAVA_INT, Structs.CONTEXT_SEQUENCES, options.sequences());
        params.set(JAVA_INT, Structs.CONTEXT_OUTPUTS_MAX, outputs(options));
        params.set(JAVA_INT, Structs.CONTEXT_THREADS, options.threads());
        params.set(JAVA_INT, Structs.CONTEXT_THREADS_BATCH, options.threads());
        params.set(JAVA_INT, Structs.CONTEXT_TYPE_K, options.kvType().id());
        params.set(JAVA_INT, Structs.CONTEXT_TYPE_V, options.kvType().id());
        if (options.kvType() != KvType.F16) {
            params.set(JAVA_INT, Structs.CONTEXT_FLASH_ATTENTION, FLASH_ATTENTION_ON);
        }
        if (options.embeds()) {
            params.set(JAVA_BOOLEAN, Structs.CONTEXT_EMBEDDINGS, true);
            params.set(JAVA_INT, Structs.CONTEXT_POOLING, options.pooling().id());
        }
        // Sequences that share a beginning then share its cells.
        params.set(JAVA_BOOLEAN, Structs.CONTEXT_UNIFIED, true);
        params.set(ADDRESS, Structs.CONTEXT_ABORT, abortCallback());
        return params;
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
        return isAborted();
    }

    private boolean isAborted() {
        // An exception that leaves an upcall ends the process.
        try {
            return abort.getAsBoolean();
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** What the context remembers. */
    public KvCache cache() {
        return cache;
    }

    /** Where the tokens of the next {@link #decode} are put. */
    public LlamaBatch batch() {
        return batch;
    }

    /** Sets how many threads compute from the next call on. */
    public void threads(int count) {
        if (count == threads) {
            return;
        }
        threads = count;
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

    /** Applies exactly these adapters, each as strongly as its scale says. */
    public void apply(List<LoraAdapter> adapters, float[] scales) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment pointers = call.allocate(ADDRESS, Math.max(1, adapters.size()));
            for (int i = 0; i < adapters.size(); i++) {
                pointers.setAtIndex(ADDRESS, i, adapters.get(i).address());
            }
            int status =
                    (int)
                            model.llama()
                                    .symbols()
                                    .returning(
                                            JAVA_INT,
                                            "llama_set_adapters_lora",
                                            ADDRESS,
                                            ADDRESS,
                                            JAVA_LONG,
                                            ADDRESS)
                                    .handle()
                                    .invokeExact(
                                            context,
                                            pointers,
                                            (long) adapters.size(),
                                            call.allocateFrom(JAVA_FLOAT, scales));
            if (status != 0) {
                throw new LlamaException(
                        "The engine cannot apply the adapters: " + model.llama().log().cause());
            }
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /**
     * Evaluates what is in the batch, when no other context of this process computes.
     *
     * @return false if it was aborted, perhaps while it waited; the cache then holds some of the
     *     tokens, and {@link KvCache#cut} must remove them
     */
    public boolean decode() {
        if (!Processor.take(this::isAborted)) {
            return false;
        }
        try {
            return evaluate();
        } finally {
            Processor.release();
        }
    }

    private boolean evaluate() {
        model.llama().log().clear();
        try {
            int status = (int) decode.handle().invokeExact(context, batch.struct());
            return switch (status) {
                case 0 -> true;
                case 2 -> false;
                default -> throw failed(status);
            };
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    private LlamaException failed(int status) {
        return new LlamaException(
                "The engine failed on "
                        + batch.size()
                        + " tokens (status "
                        + status
                        + "): "
                        + model.llama().log().cause()
                        + ". Start it again, with a shorter context if memory is low.");
    }

    /**
     * Copies a row of logits of the last {@link #decode}.
     *
     * @param index of the token within the batch
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
     * Copies the vector of a sequence of the last {@link #decode}, in a context that embeds texts.
     *
     * @param target as long as {@link LlamaModel#embeddingSize} says
     */
    @SuppressWarnings("restricted")
    public void embedding(int sequence, float[] target) {
        try {
            MemorySegment found = (MemorySegment) embedding.handle().invokeExact(context, sequence);
            if (found.equals(MemorySegment.NULL)) {
                throw new LlamaException(
                        "The engine made no embedding of text " + sequence + " of the batch.");
            }
            MemorySegment.copy(
                    found.reinterpret(4L * target.length), JAVA_FLOAT, 0, target, 0, target.length);
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
