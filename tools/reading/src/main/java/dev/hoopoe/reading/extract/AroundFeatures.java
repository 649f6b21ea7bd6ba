package dev.hoopoe.reading.extract;

import java.util.List;

/** What a block lies in: the elements around it, their hints, their text, their repetitions. */
final class AroundFeatures {
    /** How many elements upwards are described one by one. */
    static final int LEVELS = 4;

    private static final List<String> KINDS =
            List.of(
                    "article",
                    "main",
                    "nav",
                    "header",
                    "footer",
                    "aside",
                    "form",
                    "section",
                    "ul",
                    "ol",
                    "table",
                    "dl",
                    "blockquote",
                    "figure",
                    "details",
                    "dialog",
                    "noscript",
                    "pre",
                    "button");
    private static final long[] BITS = KINDS.stream().mapToLong(Kinds::bit).toArray();
    private final PageBlocks page;
    private final Candidate candidate;

    AroundFeatures(PageBlocks page, Candidate candidate) {
        this.page = page;
        this.candidate = candidate;
    }

    void write(int i, Row row) {
        Block block = page.get(i);
        Region region = block.region();
        row.add("depth", region.depth);
        kinds(region, row);
        cues(block, row);
        Region up = region;
        for (int level = 0; level < LEVELS; level++) {
            level(i, up, level, row);
            up = up.up();
        }
        repetition(region, row);
        group(block, row);
        landmark(region, Kinds.ARTICLE, "article", i, row);
        landmark(region, Kinds.MAIN, "main", i, row);
        candidate.write(i, region, row);
    }

    private static void kinds(Region region, Row row) {
        for (int i = 0; i < BITS.length; i++) {
            row.add("in ", KINDS.get(i), (region.kinds & BITS[i]) != 0 ? 1 : 0);
        }
    }

    private static void cues(Block block, Row row) {
        Region region = block.region();
        long own = region.cues | block.inlineCues();
        long near = region.up().cues | region.up(2).cues;
        long far = region.chainCues;
        for (int kind = 0; kind < Cues.COUNT; kind++) {
            long bit = 1L << kind;
            int nearness = (own & bit) != 0 ? 3 : (near & bit) != 0 ? 2 : (far & bit) != 0 ? 1 : 0;
            row.add("cue ", kind, nearness);
        }
    }

    private void level(int i, Region region, int level, Row row) {
        int from = region.firstBlock;
        int to = region.endBlock;
        int words = page.words(from, to);
        row.add("words in ", level, words);
        row.add("share in ", level, (double) words / Math.max(1, page.words()));
        row.add("links in ", level, page.linkDensity(from, to));
        row.add("blocks in ", level, region.blocks());
        row.add("words per block in ", level, (double) words / Math.max(1, region.blocks()));
        row.add("place in ", level, (double) (i - from) / Math.max(1, region.blocks()));
        row.add("alike ", level, region.alike[0]);
        row.add("nth ", level, region.nth);
    }

    private void repetition(Region region, Row row) {
        Region most = region;
        int level = 0;
        Region up = region;
        for (int k = 0; up.parent != null; k++) {
            if (up.alike[0] > most.alike[0]) {
                most = up;
                level = k;
            }
            up = up.up();
        }
        row.add("most alike", most.alike[0]);
        row.add("most alike level", level);
        row.add("most alike words", page.words(most.firstBlock, most.endBlock));
        row.add("most alike links", page.linkDensity(most.firstBlock, most.endBlock));
        row.add("most alike nth", most.nth);
    }

    private void group(Block block, Row row) {
        int[] group = page.group(block);
        row.add("group blocks", group[0]);
        row.add("group words", (double) group[1] / Math.max(1, group[0]));
        row.add("group share", (double) group[1] / Math.max(1, page.words()));
        row.add("group links", (double) group[2] / Math.max(1, group[1]));
        row.add("group sentences", (double) group[3] / Math.max(1, group[0]));
    }

    private void landmark(Region region, long kind, String name, int i, Row row) {
        Region around = region;
        while (around.parent != null
                && (around.kinds & kind) != 0
                && (around.up().kinds & kind) != 0) {
            around = around.up();
        }
        boolean in = (region.kinds & kind) != 0;
        row.add(
                name,
                " share",
                in
                        ? (double) page.words(around.firstBlock, around.endBlock)
                                / Math.max(1, page.words())
                        : 0);
        row.add(
                name,
                " place",
                in ? (double) (i - around.firstBlock) / Math.max(1, around.blocks()) : -1);
        row.add(name, " nth", in ? around.nth : 0);
    }
}
