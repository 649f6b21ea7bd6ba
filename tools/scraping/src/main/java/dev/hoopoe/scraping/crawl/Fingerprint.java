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

    /** The bits of a byte, each as a byte of its own. */
    private static final long[] SPREAD = spread();

    private static long[] spread() {
        long[] table = new long[1 << Byte.SIZE];
        for (int value = 0; value < table.length; value++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                table[value] |= (long) (value >>> bit & 1) << (bit * Byte.SIZE);
            }
        }
        return table;
    }

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
        private final int[] ones = new int[Long.SIZE];
        private final long[] lanes = new long[Byte.SIZE];
        private int inLanes;
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

        /** Counts the ones of each bit, eight counters of eight bits in a long at a time. */
        private void vote(long hash) {
            for (int i = 0; i < Byte.SIZE; i++) {
                lanes[i] += SPREAD[(int) (hash >>> (i * Byte.SIZE)) & 0xFF];
            }
            if (++inLanes == 0xFF) {
                emptyLanes();
            }
        }

        private void emptyLanes() {
            for (int i = 0; i < Long.SIZE; i++) {
                ones[i] += (int) (lanes[i / Byte.SIZE] >>> (i % Byte.SIZE * Byte.SIZE)) & 0xFF;
            }
            java.util.Arrays.fill(lanes, 0);
            inLanes = 0;
        }

        long similar() {
            emptyLanes();
            int runs = Math.max(0, count - RUN + 1);
            long bits = 0;
            for (int i = 0; i < Long.SIZE; i++) {
                bits |= 2 * ones[i] > runs ? 1L << i : 0;
            }
            return bits;
        }
    }
}
