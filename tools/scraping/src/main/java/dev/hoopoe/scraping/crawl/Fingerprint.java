package dev.hoopoe.scraping.crawl;

/**
 * What is remembered of a page's text to find it again: a hash of all words, and a similarity hash
 * (Charikar 2002) of all runs of three words, which differs in few bits for texts that differ
 * little.
 *
 * @param exact of the words in order
 * @param similar 64 bits
 * @param words counted
 * @param title hash of the title
 */
public record Fingerprint(long exact, long similar, int words, long title) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int RUN = 3;

    /** The fingerprint of a page. */
    static Fingerprint of(String title, String text) {
        Words words = new Words();
        words.read(text);
        return new Fingerprint(words.exact, words.similar(), words.count, hash(title));
    }

    /** A 64-bit hash of a text (FNV-1a with a final mix). */
    static long hash(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long x = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return x ^ (x >>> 33);
    }

    private static final class Words {
        private final int[] votes = new int[Long.SIZE];
        private long exact = FNV_OFFSET;
        private int count;
        private long before;
        private long last;

        void read(String text) {
            long word = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isLetterOrDigit(c)) {
                    word = (word == 0 ? FNV_OFFSET : word) ^ Character.toLowerCase(c);
                    word *= FNV_PRIME;
                } else if (word != 0) {
                    add(word);
                    word = 0;
                }
            }
            if (word != 0) {
                add(word);
            }
        }

        private void add(long word) {
            count++;
            exact = (exact ^ word) * FNV_PRIME;
            if (count >= RUN) {
                vote(mix(before * 31 * 31 + last * 31 + word));
            }
            before = last;
            last = word;
        }

        private void vote(long hash) {
            long bits = hash;
            for (int i = 0; i < Long.SIZE; i++) {
                votes[i] += (int) (bits & 1) * 2 - 1;
                bits >>>= 1;
            }
        }

        long similar() {
            long bits = 0;
            for (int i = 0; i < Long.SIZE; i++) {
                bits |= votes[i] > 0 ? 1L << i : 0;
            }
            return bits;
        }
    }
}
