package dev.hoopoe.inference.grammar;

import java.util.List;

/** A part of a grammar, over the bytes of UTF-8: a token may end within a character. */
sealed interface Node {
    int UNBOUNDED = Integer.MAX_VALUE;

    /** One byte, from {@code low} to {@code high}, both 0 to 255. */
    record Bytes(int low, int high) implements Node {
        boolean matches(int value) {
            return low <= value && value <= high;
        }
    }

    /** All parts, one after the other; none for the empty text. */
    record Sequence(List<Node> parts) implements Node {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** One of several. */
    record Choice(List<Node> options) implements Node {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /** {@code min} to {@code max} times the body. */
    record Repeat(Node body, int min, int max) implements Node {}

    /** A rule, by its place in the grammar: rules may refer to each other in circles. */
    record Reference(int rule) implements Node {}
}
