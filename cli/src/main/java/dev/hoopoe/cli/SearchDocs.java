package dev.hoopoe.cli;

import dev.hoopoe.documents.CollectionFolders;
import dev.hoopoe.documents.PageSource;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Jobs;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Workspace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "search",
        description = "Finds the passages of collections that answer a question.",
        mixinStandardHelpOptions = true)
final class SearchDocs implements Callable<Integer> {
    private static final int MAX_TOKENS = 100_000;

    private final Shell shell;

    @Parameters(arity = "1..*", paramLabel = "QUESTION", description = "A question or words.")
    private List<String> question = List.of();

    @Option(names = "--in", paramLabel = "NAME", description = "One collection; all if left out.")
    private @Nullable String collection;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Passages to show; default ${DEFAULT-VALUE}.")
    private int limit = 5;

    SearchDocs(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CollectionFolders pages = new CollectionFolders(shell.folders().collections());
        RunningCall call = RunningCall.quiet();
        try (Jobs jobs = new Jobs();
                OpenDocuments documents =
                        OpenDocuments.open(shell, new NoFiles(), pages, PageSource.none(), jobs);
                Interrupt _ = new Interrupt(call::cancel)) {
            ToolResult result = ToolBox.of(documents.tools()).call("doc_search", arguments(), call);
            shell.terminal().out().println(Terminal.safe(result.text()));
            return result.error() ? 1 : 0;
        }
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("query", String.join(" ", question));
        arguments.put("limit", limit);
        arguments.put("max_tokens", MAX_TOKENS);
        if (collection != null) {
            arguments.put("collection", collection);
        }
        return arguments;
    }

    private static final class NoFiles implements Workspace {
        @Override
        public List<Entry> files(int most, Call call) {
            return List.of();
        }

        @Override
        public InputStream open(String path) throws IOException {
            throw new FileNotFoundException(path);
        }
    }
}
