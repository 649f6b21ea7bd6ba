package dev.hoopoe.cli;

import dev.hoopoe.inference.models.CatalogueEntry;
import dev.hoopoe.inference.models.ModelFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "The catalogue, and what is on this machine.",
        mixinStandardHelpOptions = true)
final class ListModels implements Callable<Integer> {
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
                    file.map(f -> Sizes.megabytes(f.bytes())).orElseGet(() -> size(entry)),
                    file.isPresent() ? "yes" : "-",
                    entry.advice());
        }
        here.values()
                .forEach(m ->
                        table.row(
                                m.name(),
                                Sizes.megabytes(m.bytes()),
                                "yes",
                                Terminal.safe(m.source())));
        shell.terminal().out().print(table.text(shell.terminal().columns()));
        return 0;
    }

    private static String size(CatalogueEntry entry) {
        return entry.sources().stream()
                .mapToLong(s -> s.bytes().orElse(0L))
                .filter(bytes -> bytes > 0)
                .mapToObj(Sizes::megabytes)
                .findFirst()
                .orElse("?");
    }
}
