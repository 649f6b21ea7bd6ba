package dev.hoopoe.reading.extract;

/** What a block's own text, element and neighbours look like. */
final class OwnFeatures {
    private static final long BUTTON = Kinds.bit("button");
    private static final long LABEL = Kinds.bit("label");
    private static final int FAR = 40;
    private final PageBlocks page;
    private final TitleMatch title;
    private int lastHeading = -1;
    private int rivals;

    OwnFeatures(PageBlocks page, TitleMatch title) {
        this.page = page;
        this.title = title;
    }

    /** Blocks must come in order. */
    void write(int i, Row row) {
        Block block = page.get(i);
        TextStats s = block.stats();
        text(s, row);
        form(block, row);
        place(i, row);
        headingAbove(i, row);
        for (int step : new int[] {-3, -2, -1, 1, 2, 3}) {
            neighbour(i, step, row);
        }
        window(i, 3, row);
        window(i, 8, row);
        title.write(i, block, row);
        countRival(i, block);
        if (block.heading() > 0) {
            lastHeading = i;
        }
    }

    /** Pages that go on for ever show the next article under a heading like the first one's. */
    private void countRival(int i, Block block) {
        int main = title.mainHeading();
        if (main >= 0 && i > main && block.heading() > 0) {
            rivals += block.heading() <= page.get(main).heading() ? 1 : 0;
        }
    }

    private static void text(TextStats s, Row row) {
        row.add("words", s.words);
        row.add("word length", (double) s.chars / Math.max(1, s.words));
        row.add("link density", s.linkDensity());
        row.add("link words", s.linkWords);
        row.add("strong", s.share(s.strongWords));
        row.add("digits", s.share(s.digitWords));
        row.add("capitals", s.share(s.capitalWords));
        row.add("shouted", s.share(s.shoutedWords));
        row.add("common", s.share(s.commonWords));
        row.add("commas", s.share(s.commas));
        row.add("sentences", s.sentenceEnds);
        row.add("sentence share", s.share(s.sentenceEnds));
        row.add("money", s.money);
        row.add("marks", s.marks);
        row.add("breaks", s.breaks);
        row.add("end", endKind(s.last));
    }

    private static int endKind(char last) {
        return switch (last) {
            case '.', '。' -> 3;
            case '!', '?', '"', '”', '’', '…', ')' -> 2;
            case ':' -> 4;
            default -> Character.isDigit(last) ? 1 : 0;
        };
    }

    private static void form(Block block, Row row) {
        Region region = block.region();
        row.add("heading", block.heading());
        row.add("tag", tagCode(region));
        row.add("parent tag", tagCode(region.up()));
        row.add("button", (block.inlineKinds() & BUTTON) != 0);
        row.add("label", (block.inlineKinds() & LABEL) != 0);
        row.add("images", block.images());
        row.add("hidden", region.hidden);
    }

    private static int tagCode(Region region) {
        return Kinds.code(region.element.normalName());
    }

    private void place(int i, Row row) {
        int before = page.words(0, i);
        row.add("place", (double) before / Math.max(1, page.words()));
        row.add("words before", Math.min(2_000, before));
        row.add("words after", Math.min(2_000, page.words() - before));
        row.add("blocks before", Math.min(300, i));
        row.add("blocks after", Math.min(300, page.size() - i));
        row.add("repeats", page.repeats(page.get(i)));
    }

    private void headingAbove(int i, Row row) {
        row.add("since heading", lastHeading < 0 ? FAR : Math.min(FAR, i - lastHeading));
        row.add("heading level", lastHeading < 0 ? 0 : page.get(lastHeading).heading());
        row.add("heading words", lastHeading < 0 ? 0 : page.get(lastHeading).words());
        row.add("rivals", rivals);
        row.add(
                "words since heading",
                lastHeading < 0 ? 0 : Math.min(500, page.words(lastHeading, i)));
    }

    private void neighbour(int i, int step, Row row) {
        int j = i + step;
        boolean there = j >= 0 && j < page.size();
        row.add("words", step, there ? page.get(j).words() : -1);
        row.add("links", step, there ? page.get(j).stats().linkDensity() : -1);
        if (Math.abs(step) <= 2) {
            row.add("heading", step, there ? page.get(j).heading() : -1);
            row.add("sentences", step, there ? page.get(j).stats().sentenceEnds : -1);
            boolean beside = there && page.get(j).region().up() == page.get(i).region().up();
            row.add("beside", step, beside ? 1 : 0);
        }
    }

    private void window(int i, int radius, Row row) {
        int from = i - radius;
        int to = i + radius + 1;
        row.add("window words ", radius, page.words(from, to));
        row.add("window links ", radius, page.linkDensity(from, to));
        row.add("window sentences ", radius, page.sentenceEnds(from, to));
    }
}
