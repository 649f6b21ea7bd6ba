package dev.hoopoe.reading.extract;

import java.util.Arrays;

/** Completes tables of which a part was chosen: a table without its head or some rows is a lie. */
final class WholeTables {
    private static final int LEAST_CELLS = 4;

    /** Cells of tables that lay out a page hold more. */
    private static final int MOST_WORDS_A_CELL = 15;

    /** One cell in so many must have been chosen. */
    private static final int LEAST_SHARE = 4;

    private WholeTables() {}

    static void complete(PageBlocks page, boolean[] shown) {
        for (Region region : page.regions) {
            if (region.element.nameIs("table")
                    && region.blocks() >= LEAST_CELLS
                    && words(page, region) <= MOST_WORDS_A_CELL * region.blocks()
                    && chosen(region, shown) * LEAST_SHARE >= region.blocks()) {
                Arrays.fill(shown, region.firstBlock, region.endBlock, true);
            }
        }
    }

    private static int words(PageBlocks page, Region region) {
        return page.words(region.firstBlock, region.endBlock);
    }

    private static int chosen(Region region, boolean[] shown) {
        int count = 0;
        for (int i = region.firstBlock; i < region.endBlock; i++) {
            count += shown[i] ? 1 : 0;
        }
        return count;
    }
}
