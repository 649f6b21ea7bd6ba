package dev.hoopoe.inference.models;

import java.util.List;

/**
 * An entry of the tensor table of a GGUF file.
 *
 * @param name at most 63 bytes
 * @param dimensions one to four, innermost first
 * @param type ggml's name of the element type, such as {@code Q4_K}
 * @param offset bytes from the start of the data section
 * @param bytes the size of the data
 */
public record GgufTensor(String name, List<Long> dimensions, String type, long offset, long bytes) {
    public GgufTensor {
        dimensions = List.copyOf(dimensions);
    }

    /** The number of elements. */
    public long elements() {
        return dimensions.stream().reduce(1L, Math::multiplyExact);
    }

    /** The size of the outermost dimension of a matrix. */
    long rows() {
        return dimensions.size() < 2 ? 1 : dimensions.get(1);
    }
}
