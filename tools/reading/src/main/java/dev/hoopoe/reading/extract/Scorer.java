package dev.hoopoe.reading.extract;

/** Says how likely each block of a page is part of what people come for. */
final class Scorer {
    private final Model model;

    Scorer(Model model) {
        this.model = model;
    }

    /** A probability for each block. Work is linear in the page's blocks. */
    float[] scores(PageBlocks page) {
        int n = page.size();
        float[] text = new float[n];
        float[] names = new float[n];
        for (int i = 0; i < n; i++) {
            Block block = page.get(i);
            TextStats heading = page.headingAbove(i);
            text[i] = model.text().score(sink -> Vocabulary.text(block, heading, sink));
            names[i] = model.names().score(sink -> Vocabulary.names(block, sink));
        }
        return decide(page, text, names);
    }

    private float[] decide(PageBlocks page, float[] text, float[] names) {
        Describer describer = new Describer(page, text, names);
        float[] scores = new float[page.size()];
        Row row = new Row();
        for (int i = 0; i < scores.length; i++) {
            describer.describe(i, row);
            check(row, model.forest());
            scores[i] = model.forest().score(row.values);
        }
        return scores;
    }

    private static void check(Row row, Forest forest) {
        if (row.size != forest.features) {
            throw new IllegalStateException(
                    "Blocks have %d features and the forest was trained on %d. Train it again."
                            .formatted(row.size, forest.features));
        }
    }
}
