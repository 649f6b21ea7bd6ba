package dev.hoopoe.inference.models;

import java.math.BigInteger;

/** A value in the metadata of a GGUF file. */
public sealed interface GgufValue {
    /** A string; bytes that are not UTF-8 were replaced. */
    record Text(String value) implements GgufValue {
        @Override
        public String toString() {
            return "the text '" + GgufRules.shown(value) + "'";
        }
    }

    /** An integer of any of the eight widths. */
    record Whole(BigInteger value) implements GgufValue {
        @Override
        public String toString() {
            return value.toString();
        }
    }

    /**
     * A float.
     *
     * @param bits 32 or 64, as it is stored
     */
    record Real(double value, int bits) implements GgufValue {}

    /** A boolean. */
    record Flag(boolean value) implements GgufValue {}

    /**
     * An array, such as the vocabulary. Its elements are not kept.
     *
     * @param elementType as in the format's table: 5 for int32, 6 for float32, 8 for strings
     * @param count the number of elements
     */
    record Array(int elementType, long count) implements GgufValue {
        @Override
        public String toString() {
            return "an array of %d elements of type %d".formatted(count, elementType);
        }
    }
}
