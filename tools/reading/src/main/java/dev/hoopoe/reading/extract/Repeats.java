package dev.hoopoe.reading.extract;

import java.util.HashSet;
import java.util.Set;

/**
 * Takes out of a choice what it says twice: pages hold the same text for phones and for desks, or
 * an article once more in one piece for search engines.
 */
final class Repeats {
    /** Shorter blocks may well be meant to stand twice. */
    private static final int LEAST_WORDS = 12;

    /** Longer ones may be several others in one. */
    private static final int COMPOUND_WORDS = 80;

    private static final double MOST = 0.8;

    private Repeats() {}

    static void drop(PageBlocks page, boolean[] kept) {
        equal(page, kept);
        compound(page, kept);
    }

    private static void equal(PageBlocks page, boolean[] kept) {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < kept.length; i++) {
            Block block = page.get(i);
            if (kept[i] && block.words() >= LEAST_WORDS) {
                kept[i] = seen.add(block.stats().hash);
            }
        }
    }

    private static void compound(PageBlocks page, boolean[] kept) {
        Set<Integer> parts = new HashSet<>();
        boolean any = false;
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] && page.get(i).words() < COMPOUND_WORDS) {
                addGrams(page.get(i), parts);
            }
            any |= kept[i] && page.get(i).words() >= COMPOUND_WORDS;
        }
        for (int i = 0; any && i < kept.length; i++) {
            if (kept[i] && page.get(i).words() >= COMPOUND_WORDS) {
                kept[i] = covered(page.get(i), parts) < MOST;
            }
        }
    }

    private static void addGrams(Block block, Set<Integer> grams) {
        TextStats s = block.stats();
        for (int i = 0; i + 3 <= s.firstWordCount; i++) {
            grams.add(gram(s.firstWords, i));
        }
    }

    private static double covered(Block block, Set<Integer> grams) {
        WordHashes words = new WordHashes(block.text());
        int hits = 0;
        for (int i = 0; i + 3 <= words.count; i++) {
            hits += grams.contains(gram(words.hashes, i)) ? 1 : 0;
        }
        return (double) hits / Math.max(1, words.count - 2);
    }

    private static int gram(int[] words, int i) {
        return (words[i] * 31 + words[i + 1]) * 31 + words[i + 2];
    }
}
