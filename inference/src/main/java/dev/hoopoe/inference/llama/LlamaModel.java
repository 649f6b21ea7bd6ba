package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hoopoe.inference.llama.Symbols.Function;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model file, mapped into memory: its weights, its vocabulary and its description.
 *
 * <p>Reading it is safe from every thread. Its contexts must be closed before it; closing twice is
 * harmless.
 */
public final class LlamaModel implements AutoCloseable {
    private static final int LONGEST_METADATA = 1 << 20;

    private final Llama llama;
    private final MemorySegment model;
    private final Vocabulary vocabulary;
    private boolean closed;

    private LlamaModel(Llama llama, MemorySegment model) {
        this.llama = llama;
        this.model = model;
        this.vocabulary = new Vocabulary(llama.symbols(), vocab(llama.symbols(), model));
    }

    /**
     * Loads a GGUF file.
     *
     * @throws LlamaException if there is no such file or llama.cpp cannot read it
     */
    public static LlamaModel load(Llama llama, Path file, LoadOptions options) {
        if (!Files.isReadable(file)) {
            throw new LlamaException(
                    "There is no readable model file "
                            + file
                            + ". Check the path, or pull a model.");
        }
        llama.log().clear();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = Structs.modelDefaults(llama.symbols(), arena);
            params.set(JAVA_BOOLEAN, Structs.MODEL_EXTRA_BUFTS, options.repack());
            params.set(JAVA_INT, Structs.MODEL_GPU_LAYERS, options.gpuLayers());
            MemorySegment model =
                    (MemorySegment)
                            llama.symbols()
                                    .returning(
                                            ADDRESS,
                                            "llama_model_load_from_file",
                                            ADDRESS,
                                            Structs.MODEL_PARAMS)
                                    .handle()
                                    .invokeExact(
                                            arena.allocateFrom(file.toAbsolutePath().toString()),
                                            params);
            if (model.equals(MemorySegment.NULL)) {
                throw unreadable(file, llama.log().cause());
            }
            return new LlamaModel(llama, model);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    private static LlamaException unreadable(Path file, String reason) {
        return new LlamaException(
                "The engine cannot read the model "
                        + file
                        + ": "
                        + reason
                        + ". If the file is incomplete, pull the model again.");
    }

    private static MemorySegment vocab(Symbols symbols, MemorySegment model) {
        try {
            return (MemorySegment)
                    symbols.returning(ADDRESS, "llama_model_get_vocab", ADDRESS)
                            .handle()
                            .invokeExact(model);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The longest context that the model was trained for, in tokens. */
    public int trainedContext() {
        return number("llama_model_n_ctx_train");
    }

    /** How many numbers an embedding has. */
    public int embeddingSize() {
        return number("llama_model_n_embd_out");
    }

    private int number(String name) {
        try {
            return (int)
                    llama.symbols().returning(JAVA_INT, name, ADDRESS).handle().invokeExact(model);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** The Jinja source of the model's chat template. */
    @SuppressWarnings("restricted")
    public Optional<String> chatTemplate() {
        try {
            MemorySegment text =
                    (MemorySegment)
                            llama.symbols()
                                    .returning(
                                            ADDRESS, "llama_model_chat_template", ADDRESS, ADDRESS)
                                    .handle()
                                    .invokeExact(model, MemorySegment.NULL);
            return text.equals(MemorySegment.NULL)
                    ? Optional.empty()
                    : Optional.of(text.reinterpret(LONGEST_METADATA).getString(0));
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /** A scalar of the file's metadata as text, for example of {@code general.name}. */
    public Optional<String> metadata(String key) {
        Function function =
                llama.symbols()
                        .returning(
                                JAVA_INT,
                                "llama_model_meta_val_str",
                                ADDRESS,
                                ADDRESS,
                                ADDRESS,
                                JAVA_LONG);
        try (Arena arena = Arena.ofConfined()) {
            int size = 4096;
            MemorySegment buffer = arena.allocate(size);
            int length =
                    (int)
                            function.handle()
                                    .invokeExact(
                                            model, arena.allocateFrom(key), buffer, (long) size);
            if (length < 0) {
                return Optional.empty();
            }
            byte[] bytes = buffer.asSlice(0, Math.min(length, size - 1)).toArray(JAVA_BYTE);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    /**
     * Whether the model has a state that cannot be cut back to an earlier token (Mamba, RWKV and
     * hybrids).
     */
    public boolean isRecurrent() {
        return flag("llama_model_is_recurrent") || flag("llama_model_is_hybrid");
    }

    private boolean flag(String name) {
        try {
            return (boolean)
                    llama.symbols()
                            .returning(JAVA_BOOLEAN, name, ADDRESS)
                            .handle()
                            .invokeExact(model);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    MemorySegment address() {
        return model;
    }

    Llama llama() {
        return llama;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            llama.symbols().procedure("llama_model_free", ADDRESS).handle().invokeExact(model);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }
}
