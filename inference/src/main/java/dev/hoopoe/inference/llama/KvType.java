package dev.hoopoe.inference.llama;

/** How the KV cache holds its numbers. */
public enum KvType {
    /** Two bytes a number; the default. */
    F16(1),
    /**
     * About one byte a number: half the memory, and prompts take about 1.7 times as long. Needs
     * flash attention.
     */
    Q8_0(8);

    private final int id;

    KvType(int id) {
        this.id = id;
    }

    /** {@code ggml_type} of ggml.h. */
    int id() {
        return id;
    }
}
