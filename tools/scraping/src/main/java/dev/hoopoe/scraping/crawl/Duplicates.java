package dev.hoopoe.scraping.crawl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds pages that say what an earlier page said: word for word, or nearly and under the same
 * title. Thread-safe.
 */
final class Duplicates {
    /** Bits in which two nearly equal texts may differ (Manku, Jain and Das Sarma 2007). */
    static final int MAX_BITS = 3;

    /** Shorter texts are compared word for word only. */
    static final int MIN_WORDS = 30;

    private static final int BLOCK_BITS = 16;

    private final Set<Long> texts = new HashSet<>();

    /** By each quarter of the hash: of four, one is equal where at most three bits differ. */
    private final List<Map<Integer, List<Fingerprint>>> blocks = new ArrayList<>();

    Duplicates() {
        for (int i = 0; i < Long.SIZE / BLOCK_BITS; i++) {
            blocks.add(new HashMap<>());
        }
    }

    /** {@link Outcome#PAGE} for a new text, which is then remembered; else what it is. */
    synchronized Outcome judge(Fingerprint print) {
        if (texts.contains(print.exact())) {
            return Outcome.DUPLICATE;
        }
        if (print.words() >= MIN_WORDS && near(print)) {
            return Outcome.NEAR_DUPLICATE;
        }
        remember(print);
        return Outcome.PAGE;
    }

    synchronized void remember(Fingerprint print) {
        texts.add(print.exact());
        if (print.words() >= MIN_WORDS) {
            for (int i = 0; i < blocks.size(); i++) {
                blocks.get(i)
                        .computeIfAbsent(block(print, i), key -> new ArrayList<>(1))
                        .add(print);
            }
        }
    }

    private boolean near(Fingerprint print) {
        for (int i = 0; i < blocks.size(); i++) {
            List<Fingerprint> candidates = blocks.get(i).getOrDefault(block(print, i), List.of());
            if (candidates.stream().anyMatch(other -> near(print, other))) {
                return true;
            }
        }
        return false;
    }

    private static boolean near(Fingerprint one, Fingerprint other) {
        return one.title() == other.title()
                && Long.bitCount(one.similar() ^ other.similar()) <= MAX_BITS;
    }

    private static int block(Fingerprint print, int number) {
        return (int) (print.similar() >>> (number * BLOCK_BITS)) & ((1 << BLOCK_BITS) - 1);
    }
}
