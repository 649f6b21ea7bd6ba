package dev.hoopoe.reading.extract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How a block agrees with the text that the page declares: its description and article body. */
final class Declared {
    private static final int FAR = 100;
    private static final int GRAM = 3;
    private static final List<String> BODIES =
            List.of("articleBody", "reviewBody", "text", "description");
    private final PageBlocks page;
    private final Grams description;
    private final Grams body;
    private final int described;

    Declared(PageBlocks page) {
        this.page = page;
        description =
                new Grams(
                        page.notes.meta("og:description") + " . " + page.notes.meta("description"));
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> item : page.linkedData()) {
            for (String property : BODIES) {
                LinkedData.text(item, property).ifPresent(t -> text.append(t).append(" . "));
            }
        }
        body = new Grams(text.toString());
        described = described();
    }

    private int described() {
        int best = -FAR;
        double most = 0.15;
        for (int i = 0; i < page.size(); i++) {
            if (page.get(i).words() > 5) {
                double share = description.covered(page.get(i).stats());
                if (share > most) {
                    most = share;
                    best = i;
                }
            }
        }
        return best;
    }

    void write(int i, Row row) {
        TextStats stats = page.get(i).stats();
        row.add("in description", description.share(stats));
        row.add("description covered", description.covered(stats));
        row.add(
                "from description",
                described < 0 ? -FAR - 1 : Math.clamp(i - described, -FAR, FAR));
        row.add("in body", body.share(stats));
        row.add("body words", Math.min(3_000, body.size()));
    }

    /** The runs of three words of a text, as sorted hashes. */
    private static final class Grams {
        private final int[] sorted;

        Grams(String text) {
            WordHashes words = new WordHashes(text);
            int n = Math.max(0, words.count - GRAM + 1);
            sorted = new int[n];
            for (int i = 0; i < n; i++) {
                sorted[i] = gram(words.hashes, i);
            }
            Arrays.sort(sorted);
        }

        private static int gram(int[] words, int i) {
            return (words[i] * 31 + words[i + 1]) * 31 + words[i + 2];
        }

        int size() {
            return sorted.length;
        }

        private int hits(TextStats stats) {
            int hits = 0;
            for (int i = 0; i + GRAM <= stats.firstWordCount; i++) {
                hits += Arrays.binarySearch(sorted, gram(stats.firstWords, i)) >= 0 ? 1 : 0;
            }
            return hits;
        }

        /** How much of the block's beginning is in the text; -1 where nothing can be said. */
        double share(TextStats stats) {
            int grams = stats.firstWordCount - GRAM + 1;
            return sorted.length == 0 || grams < 1 ? -1 : (double) hits(stats) / grams;
        }

        /** How much of the text is in the block's beginning. */
        double covered(TextStats stats) {
            return sorted.length == 0 ? -1 : (double) hits(stats) / sorted.length;
        }
    }
}
