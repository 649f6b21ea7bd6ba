package dev.hoopoe.inference.models;

import dev.hoopoe.inference.models.PullProgress.Phase;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One fetching of one model: where it goes, who watches, and whether it goes on.
 *
 * @param folder the store's folder
 * @param name the model's name, checked
 */
record Pull(Path folder, String name, Consumer<PullProgress> listener, BooleanSupplier cancelled) {
    /** The complete file. */
    Path file() {
        return folder.resolve(name + ".gguf");
    }

    /** The file while it grows. */
    Path part() {
        return folder.resolve(name + ".part");
    }

    /** Which file is growing there. */
    Path partNote() {
        return folder.resolve(name + ".part.json");
    }

    /** Packages that were already fetched. */
    Path parts() {
        return folder.resolve(name + ".parts");
    }

    void show(Phase phase, String text, long done, OptionalLong total) {
        listener.accept(new PullProgress(phase, text, done, total.orElse(-1)));
    }

    void note(String text) {
        show(Phase.NOTE, text, 0, OptionalLong.empty());
    }

    /** Called at least several times a second. */
    void check() {
        if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new CancellationException(
                    "Fetching '"
                            + name
                            + "' was cancelled. What came so far is kept: the next pull goes on there.");
        }
    }
}
