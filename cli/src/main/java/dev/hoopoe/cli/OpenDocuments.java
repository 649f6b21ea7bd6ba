package dev.hoopoe.cli;

import dev.hoopoe.documents.CollectionFolders;
import dev.hoopoe.documents.CollectionIndexes;
import dev.hoopoe.documents.CollectionPages;
import dev.hoopoe.documents.DocumentTools;
import dev.hoopoe.documents.Library;
import dev.hoopoe.documents.PageSource;
import dev.hoopoe.documents.VectorModels;
import dev.hoopoe.tools.Jobs;
import dev.hoopoe.tools.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What searches documents, wired; nothing is read or loaded before the first search.
 *
 * @param tools the tools for models
 * @param pages what web search asks for pages that were kept
 */
record OpenDocuments(
        DocumentTools tools, CollectionPages pages, CollectionIndexes indexes, Embedder embedder)
        implements AutoCloseable {
    static OpenDocuments open(
            Shell shell,
            Workspace workspace,
            CollectionFolders collections,
            PageSource web,
            Jobs jobs) {
        Embedder embedder = new Embedder(shell);
        CollectionIndexes indexes =
                new CollectionIndexes(shell.folders().indexes(), collections, embedder);
        Library library = new Library(collections, indexes);
        return new OpenDocuments(
                new DocumentTools(workspace, library, web, jobs),
                new CollectionPages(library),
                indexes,
                embedder);
    }

    /** The indexes for what reads no text and so needs no model. */
    static CollectionIndexes indexesWithoutModel(Shell shell) {
        CollectionFolders pages = new CollectionFolders(shell.folders().collections());
        return new CollectionIndexes(shell.folders().indexes(), pages, VectorModels.none());
    }

    @Override
    public void close() {
        try {
            tools.close();
            pages.close();
            indexes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            embedder.close();
        }
    }
}
