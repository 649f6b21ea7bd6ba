package dev.hoopoe.reading.extract;

/**
 * The words that speak for or against a block, each as a number below {@link #TEXT} or {@link
 * #NAMES}: words and pairs of words of the text, words of the heading above; words of class names
 * of the block, of what it lies in and of what lies around that. Different words may share a
 * number.
 */
final class Vocabulary {
    static final int TEXT = 1 << 16;
    static final int NAMES = 1 << 15;
    private static final int PAIR = 0x5bd1e995;
    private static final int HEADING = 0x1b873593;
    private static final int OWN = 1;
    private static final int NEAR = 2;
    private static final int FAR = 3;
    private static final int FAR_LEVELS = 8;

    /** Takes a word's number and how much it counts. */
    interface Sink {
        void word(int number, float weight);
    }

    private Vocabulary() {}

    /** Words of the text and of the heading above it, if any. */
    static void text(Block block, TextStats heading, Sink sink) {
        TextStats s = block.stats();
        int n = s.firstWordCount;
        float weight = (float) (1 / Math.sqrt(2.0 * n));
        int before = 0;
        for (int i = 0; i < n; i++) {
            int word = s.firstWords[i];
            sink.word(number(word, TEXT), weight);
            sink.word(number(before * PAIR + word, TEXT), weight);
            before = word;
        }
        sink.word(number(before * PAIR, TEXT), weight);
        int m = heading.firstWordCount;
        for (int i = 0; i < m; i++) {
            sink.word(
                    number(heading.firstWords[i] * HEADING + 1, TEXT),
                    (float) (0.7 / Math.sqrt(m)));
        }
    }

    /** Words of class names, ids and roles. */
    static void names(Block block, Sink sink) {
        Region region = block.region();
        names(block.inlineNames().and(region.names), OWN, sink);
        names(region.up().names.and(region.up(2).names), NEAR, sink);
        Region up = region.up(3);
        for (int level = 0; level < FAR_LEVELS && up.parent != null; level++) {
            for (int hash : up.names.hashes()) {
                sink.word(number(hash * FAR + FAR, NAMES), 0.3f);
            }
            up = up.up();
        }
        sink.word(number(region.element.normalName().hashCode(), NAMES), 1);
        sink.word(number(region.up().element.normalName().hashCode() * PAIR, NAMES), 0.7f);
    }

    private static void names(Names names, int level, Sink sink) {
        int[] hashes = names.hashes();
        float weight = (float) (1 / Math.sqrt(Math.max(1, hashes.length)));
        for (int hash : hashes) {
            sink.word(number(hash * level + level, NAMES), weight);
        }
    }

    private static int number(int hash, int size) {
        int mixed = hash * 0x9E3779B1;
        return ((mixed >>> 15) ^ mixed) & (size - 1);
    }
}
