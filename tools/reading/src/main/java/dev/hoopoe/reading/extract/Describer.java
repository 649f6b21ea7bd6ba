package dev.hoopoe.reading.extract;

/** Describes each block of a page by numbers. One page, one thread. */
final class Describer {
    private final OwnFeatures own;
    private final AroundFeatures around;
    private final PageFeatures whole;
    private final Declared declared;
    private final ContextFeatures text;
    private final ContextFeatures names;

    /**
     * Prepares for a page.
     *
     * @param text what the lexicon of words says about each block
     * @param names what the lexicon of class names says
     */
    Describer(PageBlocks page, float[] text, float[] names) {
        TitleMatch title = new TitleMatch(page);
        Candidate candidate = new Candidate(page);
        own = new OwnFeatures(page, title);
        around = new AroundFeatures(page, candidate);
        whole = new PageFeatures(page);
        declared = new Declared(page);
        this.text = new ContextFeatures(page, text);
        this.names = new ContextFeatures(page, names);
    }

    /** Fills the row with what the first forest sees. Blocks must come in order. */
    void describe(int i, Row row) {
        row.start();
        own.write(i, row);
        around.write(i, row);
        whole.write(row);
        declared.write(i, row);
        text.write(i, row);
        names.write(i, row);
    }
}
