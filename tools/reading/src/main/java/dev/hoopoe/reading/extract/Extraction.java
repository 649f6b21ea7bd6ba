package dev.hoopoe.reading.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;

/**
 * The main content of one page, found by {@link Model}. Holds the document that it was made of, and
 * {@link #prune} changes that; one page, one thread. Time and memory are linear in the page.
 */
public final class Extraction {
    private final Document document;
    private final PageBlocks page;
    private final boolean[] kept;

    private Extraction(Document document, PageBlocks page, boolean[] kept) {
        this.document = document;
        this.page = page;
        this.kept = kept;
    }

    /** Reads a parsed page, which stays as it is. */
    public static Extraction of(Document document) {
        PageBlocks page = BlockWalker.walk(document);
        return of(document, page, new Scorer(Model.bundled()).scores(page));
    }

    /** What is chosen by these scores of blocks. */
    static Extraction of(Document document, PageBlocks page, float[] scores) {
        boolean[] kept = Choice.of(page, scores);
        Repeats.drop(page, kept);
        return new Extraction(document, page, kept);
    }

    /** What the page says about itself. */
    public Metadata metadata() {
        return MetadataReader.read(page);
    }

    /** The main content as plain text, a block on each line. */
    public String text() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                lines.add(page.get(i).text());
            }
        }
        return words() < EmbeddedText.LITTLE_WORDS
                ? EmbeddedText.of(page, lines)
                : String.join("\n", lines);
    }

    /** How many words the main content has. */
    public int words() {
        return IntStream.range(0, kept.length)
                .filter(i -> kept[i])
                .map(i -> page.get(i).words())
                .sum();
    }

    /** How many words the whole page has. */
    public int pageWords() {
        return page.words();
    }

    /**
     * The document, after all that is not part of the main content was removed from it. The page's
     * own heading and those right above kept text stay, which the plain text leaves out.
     */
    public Document prune() {
        boolean[] shown = Headings.added(page, kept);
        List<Block> blocks =
                IntStream.range(0, shown.length).filter(i -> shown[i]).mapToObj(page::get).toList();
        new Pruner(blocks).prune(document.body());
        return document;
    }
}
