package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.KvType;

/**
 * What a model's memory is spent on.
 *
 * @param contextLength the most tokens of one call, prompt and answer together; 0 for {@value
 *     #DEFAULT_CONTEXT}, or what the model was trained for if that is less
 * @param cells how many tokens the KV cache holds, those of running calls and of ended chats
 *     together, shared beginnings once; 0 for the context length
 * @param kvType how the KV cache holds its numbers
 * @param repack weights in the processor's favourite order
 * @param gpuLayers how many layers a GPU computes, where the engine's package for it is installed;
 *     -1 for all
 */
public record MemoryOptions(
        int contextLength, int cells, KvType kvType, Repack repack, int gpuLayers) {
    public static final int DEFAULT_CONTEXT = 8192;

    public MemoryOptions {
        if (contextLength < 0 || cells < 0 || gpuLayers < -1) {
            throw new IllegalArgumentException(
                    "Context length and cells must not be negative, GPU layers at least -1: %d, %d, %d"
                            .formatted(contextLength, cells, gpuLayers));
        }
    }

    /** The defaults. */
    public static MemoryOptions standard() {
        return new MemoryOptions(0, 0, KvType.F16, Repack.AUTO, -1);
    }

    public MemoryOptions withContextLength(int tokens) {
        return new MemoryOptions(tokens, cells, kvType, repack, gpuLayers);
    }

    public MemoryOptions withCells(int tokens) {
        return new MemoryOptions(contextLength, tokens, kvType, repack, gpuLayers);
    }

    public MemoryOptions withKvType(KvType type) {
        return new MemoryOptions(contextLength, cells, type, repack, gpuLayers);
    }

    public MemoryOptions withRepack(Repack value) {
        return new MemoryOptions(contextLength, cells, kvType, value, gpuLayers);
    }

    public MemoryOptions withGpuLayers(int count) {
        return new MemoryOptions(contextLength, cells, kvType, repack, count);
    }
}
