package dev.hoopoe.cli;

import dev.hoopoe.files.FileWorkspace;
import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.mcp.catalogue.FileResources;
import dev.hoopoe.mcp.catalogue.KeptResults;
import dev.hoopoe.mcp.catalogue.TaskPrompts;
import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What {@code serve} offers: the tools of a profile, and the resources and prompts that go with
 * them. What the profile's tools cannot reach, no resource reaches either.
 */
final class ServedCatalogue {
    private ServedCatalogue() {}

    static Catalogue of(ToolBox box, ToolChoice choice) {
        Set<String> names =
                box.definitions().stream().map(ToolDefinition::name).collect(Collectors.toSet());
        Set<String> databases = new TreeSet<>(choice.databases().keySet());
        TaskPrompts.Completer sources =
                (typed, _) -> databases.stream().filter(d -> d.startsWith(typed)).toList();
        Catalogue catalogue = Catalogue.of(new LiveToolBox(box));
        TaskPrompts.Completer paths = (_, _) -> List.of();
        if (names.contains("file_read")) {
            FileResources files = files(choice);
            catalogue = catalogue.with(files);
            paths = files::paths;
        }
        if (names.contains("result_read")) {
            catalogue = catalogue.with(new KeptResults(box.results()));
        }
        return catalogue.with(new TaskPrompts(names, paths, sources));
    }

    private static FileResources files(ToolChoice choice) {
        try {
            return new FileResources(new FileWorkspace(choice.roots()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
