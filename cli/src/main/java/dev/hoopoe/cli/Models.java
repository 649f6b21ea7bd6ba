package dev.hoopoe.cli;

import dev.hoopoe.inference.models.Catalogue;
import dev.hoopoe.inference.models.ModelFile;
import dev.hoopoe.inference.models.ModelStore;
import dev.hoopoe.inference.models.PullProgress;
import dev.hoopoe.inference.models.PullProgress.Phase;
import java.util.concurrent.atomic.AtomicBoolean;

/** The models of this machine, with a progress bar for those that have to be fetched first. */
final class Models {
    private final Terminal terminal;
    private final ModelStore store;
    private final Catalogue catalogue = Catalogue.bundled();

    Models(Shell shell) {
        this.terminal = shell.terminal();
        this.store = ModelStore.at(shell.folders().models(), catalogue);
    }

    ModelStore store() {
        return store;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** The file of a model; a model of the catalogue that is not here yet is fetched. */
    ModelFile ready(String name) {
        boolean missing = store.find(name).isEmpty() && catalogue.find(name).isPresent();
        if (missing) {
            terminal.err().println("Fetching the model " + name + " (once).");
            return pull(name);
        }
        return store.require(name);
    }

    ModelFile pull(String nameOrSource) {
        View view = new View();
        AtomicBoolean stopped = new AtomicBoolean();
        try (Interrupt _ = new Interrupt(() -> stopped.set(true))) {
            return store.pull(nameOrSource, view::show, stopped::get);
        }
    }

    private final class View {
        private ProgressBar bar = new ProgressBar(terminal);
        private Phase last = Phase.CONNECTING;

        void show(PullProgress progress) {
            switch (progress.phase()) {
                case NOTE, CONNECTING, WAITING -> terminal.err().println("  " + progress.text());
                case DOWNLOADING, JOINING, CHECKING -> draw(progress);
                case DONE -> terminal.err().println("  ready: " + progress.text());
            }
            last = progress.phase();
        }

        private void draw(PullProgress progress) {
            if (last != progress.phase()) {
                bar = new ProgressBar(terminal);
            }
            String what =
                    switch (progress.phase()) {
                        case JOINING -> "joining  ";
                        case CHECKING -> "checking ";
                        default -> "fetching ";
                    };
            bar.show(what, progress.done(), Math.max(0, progress.total()));
        }
    }
}
