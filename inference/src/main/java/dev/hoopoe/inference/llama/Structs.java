package dev.hoopoe.inference.llama;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;

/**
 * The structs of llama.h v0.4.0 that pass by value, as sizes and offsets. Every supported platform
 * is 64-bit and little-endian and aligns these types alike. Structs of more than 16 bytes travel in
 * memory in every calling convention concerned, so that their members' types do not matter to the
 * call.
 */
final class Structs {
    static final StructLayout MODEL_PARAMS = opaque(80);
    static final StructLayout CONTEXT_PARAMS = opaque(160);
    static final StructLayout BATCH = opaque(56);

    static final long MODEL_GPU_LAYERS = 16;
    static final long MODEL_PROGRESS = 48;
    static final long MODEL_EXTRA_BUFTS = 74;

    static final long CONTEXT_N_CTX = 0;
    static final long CONTEXT_N_BATCH = 4;
    static final long CONTEXT_N_UBATCH = 8;
    static final long CONTEXT_SEQUENCES = 12;
    static final long CONTEXT_OUTPUTS_MAX = 20;
    static final long CONTEXT_THREADS = 28;
    static final long CONTEXT_THREADS_BATCH = 32;
    static final long CONTEXT_POOLING = 44;
    static final long CONTEXT_FLASH_ATTENTION = 52;
    static final long CONTEXT_TYPE_K = 104;
    static final long CONTEXT_TYPE_V = 108;
    static final long CONTEXT_ABORT = 112;
    static final long CONTEXT_EMBEDDINGS = 128;
    static final long CONTEXT_UNIFIED = 133;

    static final long BATCH_N_TOKENS = 0;
    static final long BATCH_TOKEN = 8;
    static final long BATCH_POSITION = 24;
    static final long BATCH_SEQUENCE_COUNT = 32;
    static final long BATCH_SEQUENCE = 40;
    static final long BATCH_LOGITS = 48;

    private Structs() {}

    private static StructLayout opaque(long bytes) {
        return MemoryLayout.structLayout(MemoryLayout.sequenceLayout(bytes / 8, JAVA_LONG));
    }

    static MemorySegment defaults(
            Symbols symbols, String function, StructLayout layout, Arena arena) {
        try {
            return (MemorySegment)
                    symbols.returning(layout, function)
                            .handle()
                            .invokeExact((SegmentAllocator) arena);
        } catch (Throwable e) {
            throw Symbols.unexpected(e);
        }
    }

    static MemorySegment modelDefaults(Symbols symbols, Arena arena) {
        return defaults(symbols, "llama_model_default_params", MODEL_PARAMS, arena);
    }

    static MemorySegment contextDefaults(Symbols symbols, Arena arena) {
        return defaults(symbols, "llama_context_default_params", CONTEXT_PARAMS, arena);
    }

    /**
     * Reads llama.cpp's defaults where we expect them. A library whose structs moved would
     * otherwise be given a pointer where it reads a number.
     */
    static void requireKnownDefaults(Symbols symbols) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment model = modelDefaults(symbols, arena);
            MemorySegment context = contextDefaults(symbols, arena);
            if (!isKnownModel(model) || !isKnownContext(context)) {
                throw new LlamaException(
                        "The engine's libraries do not have the layout of llama.cpp "
                                + NativeLibraries.VERSION
                                + ". Delete the folder 'natives' in Hoopoe's cache and start"
                                + " again.");
            }
        }
    }

    // llama_model_default_params() in llama-model.cpp: all layers, split by layer, mode auto, lazy
    // auto, repacking.
    private static boolean isKnownModel(MemorySegment params) {
        return params.get(JAVA_INT, MODEL_GPU_LAYERS) == -1
                && params.get(JAVA_INT, 20) == 1
                && params.get(JAVA_INT, 24) == -1
                && params.get(JAVA_INT, 28) == 1
                && params.get(JAVA_LONG, MODEL_PROGRESS) == 0
                && params.get(JAVA_BYTE, 73) == 0
                && params.get(JAVA_BYTE, MODEL_EXTRA_BUFTS) == 1
                && params.get(JAVA_BYTE, 75) == 0;
    }

    // llama_context_default_params() in llama-context.cpp.
    private static boolean isKnownContext(MemorySegment params) {
        return params.get(JAVA_INT, CONTEXT_N_CTX) == 512
                && params.get(JAVA_INT, CONTEXT_N_BATCH) == 2048
                && params.get(JAVA_INT, CONTEXT_N_UBATCH) == 512
                && params.get(JAVA_INT, CONTEXT_SEQUENCES) == 1
                && params.get(JAVA_INT, CONTEXT_OUTPUTS_MAX) == 0
                && params.get(JAVA_INT, CONTEXT_THREADS) == params.get(JAVA_INT, 32)
                && params.get(JAVA_INT, CONTEXT_FLASH_ATTENTION) == -1
                && params.get(JAVA_FLOAT, 64) == -1f
                && params.get(JAVA_FLOAT, 84) == -1f
                && params.get(JAVA_INT, CONTEXT_TYPE_K) == KvType.F16.id()
                && params.get(JAVA_INT, CONTEXT_TYPE_V) == KvType.F16.id()
                && params.get(JAVA_LONG, CONTEXT_ABORT) == 0
                && params.get(JAVA_BYTE, 129) == 1
                && params.get(JAVA_BYTE, 132) == 1
                && params.get(JAVA_BYTE, CONTEXT_UNIFIED) == 0;
    }
}
