package dev.hoopoe.documents;

import dev.langchain4j.model.scoring.ScoringModel;
import java.util.Optional;

/**
 * What is searched besides the workspace.
 *
 * @param pages the folders of kept pages
 * @param indexes the collections on disk
 * @param reranker puts the best {@link PassageSearch#RERANKED} passages into a new order, if there
 *     is one
 */
public record Library(
        CollectionFolders pages, CollectionIndexes indexes, Optional<ScoringModel> reranker) {
    /** A library without a reranker. */
    public Library(CollectionFolders pages, CollectionIndexes indexes) {
        this(pages, indexes, Optional.empty());
    }
}
