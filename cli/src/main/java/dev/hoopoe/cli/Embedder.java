package dev.hoopoe.cli;

import dev.hoopoe.documents.VectorModel;
import dev.hoopoe.documents.VectorModels;
import dev.hoopoe.inference.embedding.EmbeddedEmbeddingModel;
import dev.hoopoe.inference.embedding.EmbeddingModels;
import dev.hoopoe.inference.embedding.EmbeddingOptions;
import dev.hoopoe.inference.embedding.Overlong;
import dev.hoopoe.inference.models.ModelException;
import dev.hoopoe.inference.models.ModelFile;
import dev.hoopoe.tools.Call;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The embedding model of the configuration: found when asked for, opened when the first vector is
 * needed, closed with this. Thread-safe.
 */
final class Embedder implements VectorModels, AutoCloseable {
    /** What is set by somebody who wants no vectors. */
    static final String NONE = "none";

    /** What all-MiniLM-L6-v2 was trained on; reading more makes its vectors worse. */
    static final int STANDARD_TOKENS = 128;

    private final Shell shell;
    private @Nullable VectorModel found;
    private @Nullable EmbeddedEmbeddingModel opened;

    Embedder(Shell shell) {
        this.shell = shell;
    }

    private Optional<String> wanted() {
        return Optional.of(shell.config().text(Setting.EMBEDDING_MODEL).strip())
                .filter(name -> !name.isEmpty() && !name.equals(NONE));
    }

    @Override
    public synchronized Optional<VectorModel> here() {
        if (found == null) {
            wanted().flatMap(name -> new Models(shell).store().find(name)).ifPresent(this::use);
        }
        return Optional.ofNullable(found);
    }

    @Override
    public Optional<VectorModel> fetched(Call call) {
        Optional<String> name = wanted();
        if (here().isPresent() || name.isEmpty()) {
            return here();
        }
        call.progress(0, 0, "fetching the embedding model " + name.get());
        try {
            ModelFile file = new Models(shell).ready(name.get());
            synchronized (this) {
                use(file);
            }
        } catch (ModelException e) {
            // Search by words needs no model; the report says that it is by words only.
            shell.terminal().err().println("  " + Terminal.safe(String.valueOf(e.getMessage())));
        }
        return here();
    }

    private void use(ModelFile file) {
        String way = standard(file) ? ", " + QuickCopy.TYPE + ", " + STANDARD_TOKENS : "";
        String id = "%s (%d bytes%s)".formatted(file.name(), file.bytes(), way);
        found = new VectorModel(id, () -> open(file));
    }

    private static boolean standard(ModelFile file) {
        return file.name().equals(EmbeddingModels.DEFAULT);
    }

    private synchronized EmbeddedEmbeddingModel open(ModelFile file) {
        EmbeddingOptions options =
                EmbeddingOptions.in(shell.folders().cache())
                        .withThreads(shell.config().number(Setting.THREADS))
                        .withOverlong(Overlong.TRUNCATE);
        EmbeddedEmbeddingModel model =
                standard(file)
                        ? EmbeddedEmbeddingModel.open(
                                new QuickCopy(shell.folders().cache()).of(file),
                                options.withLongestText(STANDARD_TOKENS))
                        : EmbeddedEmbeddingModel.open(file.path(), options);
        opened = model;
        return model;
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }
}
