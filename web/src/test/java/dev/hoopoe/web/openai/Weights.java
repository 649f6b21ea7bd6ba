package dev.hoopoe.web.openai;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.inference.EngineOptions;
import dev.hoopoe.inference.models.Catalogue;
import dev.hoopoe.inference.models.ModelException;
import dev.hoopoe.inference.models.ModelStore;
import java.nio.file.Path;

/** SmolLM2-135M with its own weights. */
public final class Weights {
    public static final String NAME = "smollm2-135m";

    /** All test runs of this user share it. */
    private static final Path MODELS =
            Path.of(System.getProperty("user.home"), ".cache", "hoopoe-test", "models");

    private Weights() {}

    /** Without the file the tests fail under CI, and are skipped with the reason elsewhere. */
    public static EmbeddedModel open(Path cache) {
        // One thread: other builds on the machine then slow a test down, and do not stop it.
        EngineOptions options =
                EngineOptions.in(cache).withThreads(1).withContextLength(2048).withPrefixBytes(0);
        return EmbeddedModel.open(file(), options);
    }

    private static Path file() {
        try {
            return ModelStore.at(MODELS, Catalogue.bundled())
                    .pull(NAME, progress -> {}, () -> false)
                    .path();
        } catch (ModelException e) {
            if (System.getenv("CI") != null) {
                throw e;
            }
            assumeTrue(false, "SKIPPED, NOTHING WAS TESTED WITH REAL WEIGHTS: " + e.getMessage());
            throw e;
        }
    }
}
