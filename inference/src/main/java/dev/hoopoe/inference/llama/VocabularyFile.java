package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * The vocabulary of a model file without its weights: there in a fraction of the time and memory
 * that the model takes.
 *
 * <p>Reading it is safe from every thread. Who opened it closes it; closing twice is harmless.
 */
public final class VocabularyFile implements AutoCloseable {
    /** {@code vocab_only} of llama_model_params. */
    private static final long VOCAB_ONLY = 72;

    private final Llama llama;
    private final MemorySegment model;
    private final Vocabulary vocabulary;
    private boolean closed;

    private VocabularyFile(Llama llama, MemorySegment model) {
        this.llama = llama;
        this.model = model;
        this.vocabulary = new Vocabulary(llama.symbols(), vocabulary(llama, model));
    }

    /**
     * Reads the vocabulary of a GGUF file whose header was checked.
     *
     * @throws LlamaException if llama.cpp cannot read it
     */
    public static VocabularyFile open(Llama llama, Path file) {
        llama.log().clear();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = Structs.modelDefaults(llama.symbols(), arena);
            params.set(JAVA_BOOLEAN, VOCAB_ONLY, true);
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
                throw new LlamaException(
                        "The engine cannot read the vocabulary of "
                                + file
                                + ": "
                                + llama.log().cause()
                                + ". If the file is incomplete, pull the model again.");
            }
            return new VocabularyFile(llama, model);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    private static MemorySegment vocabulary(Llama llama, MemorySegment model) {
        try {
            return (MemorySegment)
                    llama.symbols()
                            .returning(ADDRESS, "llama_model_get_vocab", ADDRESS)
                            .handle()
                            .invokeExact(model);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    public Vocabulary vocabulary() {
        return vocabulary;
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
