package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import java.util.List;
import java.util.function.Function;

/** Fills a collection from whatever a caller names: folders, files and pages. Thread-safe. */
public final class Indexing {
    private final Library library;
    private final PageSource pages;

    /**
     * @param pages through which addresses are fetched
     */
    public Indexing(Library library, PageSource pages) {
        this.library = library;
        this.pages = pages;
    }

    /**
     * Indexes sources into a collection; with none of them, the pages that it has.
     *
     * @param sources folders, files and addresses
     * @param open finds a folder or file
     * @return what was done, in a few lines
     */
    public String run(
            String collection,
            List<String> sources,
            Function<String, IndexSource> open,
            Call call) {
        CollectionFolders.requireName(collection);
        Sources sorted = new Sources(sources);
        List<IndexSource> files = sorted.files(open);
        List<String> failed = sorted.fetch(pages, library.pages(), collection, call);
        IndexReport report = library.indexes().index(collection, files, call);
        StringBuilder text = new StringBuilder(report.text());
        failed.forEach(f -> text.append("\nnot fetched: ").append(f));
        return text.toString();
    }
}
