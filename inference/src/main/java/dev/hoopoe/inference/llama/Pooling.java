package dev.hoopoe.inference.llama;

import java.util.Arrays;
import java.util.Optional;

/** How the vectors of a text's tokens become the vector of the text. */
public enum Pooling {
    /** Not at all: the context writes text. */
    NONE(0),
    /** Their average. */
    MEAN(1),
    /** The first one. */
    CLS(2),
    /** The last one. */
    LAST(3);

    // enum llama_pooling_type
    private final int id;

    Pooling(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    /** What a number in a model file's {@code pooling_type} means; empty for one not known here. */
    public static Optional<Pooling> of(int id) {
        return Arrays.stream(values()).filter(pooling -> pooling.id == id).findFirst();
    }
}
