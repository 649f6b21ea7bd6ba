package dev.hoopoe.inference.grammar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A text that a grammar allows, by chance. After a while it only takes what leads to the end. */
final class RandomText {
    private static final int LONGEST = 30_000;
    private static final int LONG = 150;
    private static final String CLOSING = "\"]},";

    private final Random random;

    RandomText(long seed) {
        this.random = new Random(seed);
    }

    String of(Grammar grammar) {
        GrammarState state = grammar.start();
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        while (!state.isFinal() && !(state.isComplete() && random.nextInt(3) == 0)) {
            if (result.size() > LONGEST) {
                throw new IllegalStateException("no end after " + result.size() + " bytes");
            }
            int value = choose(state.next(), result.size() > LONG);
            result.write(value);
            GrammarState next = state.accept(new byte[] {(byte) value});
            if (next == null) {
                throw new IllegalStateException("offered and refused: " + value);
            }
            state = next;
        }
        return result.toString(StandardCharsets.UTF_8);
    }

    // Plain letters more often than others, or every second byte would begin a character of its
    // own.
    private int choose(boolean[] allowed, boolean finishing) {
        if (finishing && random.nextInt(4) != 0) {
            for (int i = 0; i < CLOSING.length(); i++) {
                if (allowed[CLOSING.charAt(i)]) {
                    return CLOSING.charAt(i);
                }
            }
        }
        for (int i = 0; i < 10; i++) {
            int value = 0x20 + random.nextInt(0x5F);
            if (allowed[value]) {
                return value;
            }
        }
        int value = random.nextInt(256);
        while (!allowed[value]) {
            value = (value + 1) & 0xFF;
        }
        return value;
    }
}
