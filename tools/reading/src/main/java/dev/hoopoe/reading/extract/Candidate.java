package dev.hoopoe.reading.extract;

import java.util.HashMap;
import java.util.Map;

/**
 * The element that holds most of the connected text close below it: a first guess at where the
 * content is, and something to measure from.
 */
final class Candidate {
    private static final int LEAST_WORDS = 12;
    private static final int LEVELS = 3;
    private static final int FAR = 200;
    private final PageBlocks page;
    private final Region top;

    Candidate(PageBlocks page) {
        this.page = page;
        Map<Region, double[]> scores = new HashMap<>();
        for (Block block : page.blocks) {
            TextStats s = block.stats();
            if (s.words >= LEAST_WORDS && s.linkDensity() < 0.4 && !block.region().hidden) {
                vote(block.region(), s.commonWords + s.sentenceEnds, scores);
            }
        }
        top = top(scores);
    }

    private static void vote(Region from, double weight, Map<Region, double[]> scores) {
        Region region = from;
        for (int level = 0; level < LEVELS; level++) {
            region = region.up();
            scores.computeIfAbsent(region, r -> new double[1])[0] += weight / (level + 1);
        }
    }

    private Region top(Map<Region, double[]> scores) {
        Region best = page.size() == 0 ? root() : page.get(0).region().up(1_000);
        double most = 0;
        for (Map.Entry<Region, double[]> entry : scores.entrySet()) {
            Region region = entry.getKey();
            double score =
                    entry.getValue()[0]
                            * (1 - page.linkDensity(region.firstBlock, region.endBlock));
            if (score > most || (score == most && region.id < best.id)) {
                most = score;
                best = region;
            }
        }
        return best;
    }

    private Region root() {
        return page.regions.getFirst();
    }

    void write(int i, Region region, Row row) {
        boolean inside = i >= top.firstBlock && i < top.endBlock;
        row.add("in candidate", inside);
        int distance = inside ? 0 : i < top.firstBlock ? i - top.firstBlock : i - top.endBlock + 1;
        row.add("from candidate", Math.clamp(distance, -FAR, FAR));
        row.add("below candidate", inside ? region.depth - top.depth : -1 - apart(region));
        row.add(
                "candidate share",
                (double) page.words(top.firstBlock, top.endBlock) / Math.max(1, page.words()));
        row.add("in candidate's parent", i >= top.up().firstBlock && i < top.up().endBlock);
    }

    /** How far up from the candidate the element is that holds both. */
    private int apart(Region region) {
        int levels = 0;
        Region up = top;
        while (up.parent != null
                && !(up.firstBlock <= region.firstBlock && region.endBlock <= up.endBlock)) {
            up = up.up();
            levels++;
        }
        return levels;
    }
}
