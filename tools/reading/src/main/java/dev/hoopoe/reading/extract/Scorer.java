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
        return second(page, first(page, text, names));
    }

    private Pass first(PageBlocks page, float[] text, float[] names) {
        Describer describer = new Describer(page, text, names);
        Pass pass = new Pass(new float[page.size()][], new float[page.size()]);
        Row row = new Row();
        for (int i = 0; i < page.size(); i++) {
            describer.describe(i, row);
            check(row, model.first());
            pass.rows[i] = row.copy();
            pass.scores[i] = model.first().score(row.values);
        }
        return pass;
    }

    private float[] second(PageBlocks page, Pass first) {
        ContextFeatures context = new ContextFeatures(page, first.scores);
        float[] scores = new float[page.size()];
        Row row = new Row();
        for (int i = 0; i < scores.length; i++) {
            row.start(first.rows[i]);
            context.write(i, row);
            check(row, model.second());
            scores[i] = (model.second().score(row.values) + first.scores[i]) / 2;
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

    @SuppressWarnings("ArrayRecordComponent") // Handed from one method to the next.
    private record Pass(float[][] rows, float[] scores) {}
}
