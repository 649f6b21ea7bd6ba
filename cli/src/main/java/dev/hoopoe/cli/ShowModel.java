package dev.hoopoe.cli;

import dev.hoopoe.inference.models.Catalogue;
import dev.hoopoe.inference.models.MemoryAdvice;
import dev.hoopoe.inference.models.MemoryEstimate;
import dev.hoopoe.inference.models.ModelDetails;
import dev.hoopoe.inference.models.Workload;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Shows what a model file holds and how much memory it would take.",
        mixinStandardHelpOptions = true)
final class ShowModel implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "MODEL",
            description = "A name that 'hoopoe models list' shows, or a .gguf file.")
    private String model = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(names = "--template", description = "Only the Jinja source of the chat template.")
    private boolean template;

    ShowModel(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Models models = new Models(shell);
        ModelDetails details = ModelDetails.of(models.store(), model);
        PrintStream out = shell.terminal().out();
        if (template) {
            out.print(source(details));
            return 0;
        }
        ModelFacts facts = facts(details, models.catalogue());
        if (json) {
            out.println(facts.json());
        } else {
            out.print(facts.table(shell.terminal().columns()));
        }
        return 0;
    }

    private static String source(ModelDetails details) {
        return details.header()
                .chatTemplate()
                .orElseThrow(() ->
                        new FailedException(
                                details.file().path()
                                        + " brings no chat template. Choose an instruct model."));
    }

    private static ModelFacts facts(ModelDetails details, Catalogue catalogue) {
        Workload workload = Workload.usual();
        return new ModelFacts(
                details,
                workload.contextOf(details.header()),
                MemoryEstimate.of(details.header(), workload, false),
                MemoryEstimate.of(details.header(), workload, true),
                MemoryAdvice.of(details.header(), workload, catalogue));
    }
}
