package dev.hoopoe.reading.extract;

/** What a lexicon says about a block and the blocks around it. */
final class ContextFeatures {
    private static final int[] RADII = {1, 2, 4, 8, 16};
    private static final double YES = 0.5;
    private final PageBlocks page;
    private final float[] scores;

    /** Running sums of score times words, in words. */
    private final double[] wanted;

    private final int firstYes;
    private final int lastYes;

    ContextFeatures(PageBlocks page, float[] scores) {
        this.page = page;
        this.scores = scores;
        int n = page.size();
        wanted = new double[n + 1];
        int first = n;
        int last = -1;
        for (int i = 0; i < n; i++) {
            wanted[i + 1] = wanted[i] + scores[i] * page.get(i).words();
            if (scores[i] > YES && page.get(i).words() > 8) {
                first = Math.min(first, i);
                last = i;
            }
        }
        firstYes = first;
        lastYes = last;
    }

    void write(int i, Row row) {
        row.add("score", scores[i]);
        for (int step : new int[] {-4, -3, -2, -1, 1, 2, 3, 4}) {
            int j = i + step;
            row.add("score", step, j < 0 || j >= scores.length ? -1 : scores[j]);
        }
        for (int radius : RADII) {
            row.add("score before ", radius, mean(i - radius, i));
            row.add("score after ", radius, mean(i + 1, i + 1 + radius));
        }
        Region up = page.get(i).region();
        for (int level = 0; level <= AroundFeatures.LEVELS + 1; level++) {
            row.add("score in ", level, mean(up.firstBlock, up.endBlock));
            up = up.up();
        }
        alike(i, row);
        span(i, row);
    }

    private void alike(int i, Row row) {
        Region most = page.get(i).region();
        for (Region up = most; up.parent != null; up = up.up()) {
            most = up.alike[0] > most.alike[0] ? up : most;
        }
        row.add("score in most alike", mean(most.firstBlock, most.endBlock));
        row.add("score around most alike", mean(most.up().firstBlock, most.up().endBlock));
    }

    private void span(int i, Row row) {
        int n = page.size();
        row.add("score of page", mean(0, n));
        row.add("words wanted", wanted[n]);
        row.add("wanted before", wanted[i] / Math.max(1, wanted[n]));
        row.add("after first", Math.clamp(i - firstYes, -100, 100));
        row.add("before last", Math.clamp(lastYes - i, -100, 100));
    }

    private double mean(int from, int to) {
        int a = Math.clamp(from, 0, page.size());
        int b = Math.clamp(to, a, page.size());
        int words = page.words(a, b);
        return words == 0 ? -1 : (wanted[b] - wanted[a]) / words;
    }
}
