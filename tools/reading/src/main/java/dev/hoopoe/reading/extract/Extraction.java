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
    private static final int LEAST_SHARE = 3;
    private static final long ASIDES =
            Kinds.bit("nav")
                    | Kinds.bit("aside")
                    | Kinds.bit("footer")
                    | Kinds.bit("dialog")
                    | Kinds.bit("noscript");

    private final Document document;
    private final PageBlocks page;
    private final boolean[] kept;

    /** Words of the choice, those that it says twice included. */
    private final int chosen;

    private Extraction(Document document, PageBlocks page, boolean[] kept, int chosen) {
        this.chosen = chosen;
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
        int chosen = words(page, kept);
        Repeats.drop(page, kept);
        AfterArticle.drop(page, kept, scores);
        return new Extraction(document, page, kept, chosen);
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
        return words(page, kept);
    }

    private static int words(PageBlocks page, boolean[] kept) {
        return IntStream.range(0, kept.length)
                .filter(i -> kept[i])
                .map(i -> page.get(i).words())
                .sum();
    }

    /**
     * Whether the choice leaves out most of what is neither linked nor marked as an aside: on a
     * page of an unknown kind, such as a bare table, that is more likely content than not.
     */
    public boolean unsure() {
        int plain =
                page.blocks.stream()
                        .filter(b -> (b.region().kinds & ASIDES) == 0 && !b.region().hidden)
                        .mapToInt(b -> b.words() - b.stats().linkWords)
                        .sum();
        return chosen * LEAST_SHARE < plain;
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
        WholeTables.complete(page, shown);
        List<Block> blocks =
                IntStream.range(0, shown.length).filter(i -> shown[i]).mapToObj(page::get).toList();
        new Pruner(blocks).prune(document.body());
        return document;
    }
}
