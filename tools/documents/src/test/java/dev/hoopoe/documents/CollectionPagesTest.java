package dev.hoopoe.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.CollectionSearch;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.RunningCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionPagesTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir Path folder;

    @Test
    void findsKeptPagesByTheirAddress() throws IOException {
        CollectionFolders folders = new CollectionFolders(folder.resolve("pages"));
        CollectionIndexes indexes =
                new CollectionIndexes(folder.resolve("indexes"), folders, VectorModels.none());
        try (CollectionPages pages = new CollectionPages(new Library(folders, indexes))) {
            assertThat(search(pages)).isEmpty();
            try (CollectionSink sink = folders.open("birds")) {
                sink.add(
                        new CollectionSink.Page(
                                "https://a.example/h", "The \"hoopoe\"", "It has a crown.", THEN));
                sink.add(new CollectionSink.Page("https://a.example/o", "Other", "Stones.", THEN));
            }
            assertThat(search(pages))
                    .hasSize(1)
                    .first()
                    .satisfies(hit -> {
                        assertThat(hit.url()).isEqualTo("https://a.example/h");
                        assertThat(hit.title()).isEqualTo("The \"hoopoe\"");
                        assertThat(hit.passage())
                                .contains("It has a crown.")
                                .doesNotContain("url:");
                        assertThat(hit.fetched()).isEqualTo(THEN);
                    });
        }
    }

    private static List<CollectionSearch.Hit> search(CollectionPages pages) {
        return pages.search("crown", 5, RunningCall.quiet());
    }
}
