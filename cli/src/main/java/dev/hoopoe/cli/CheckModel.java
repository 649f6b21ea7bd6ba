package dev.hoopoe.cli;

import dev.hoopoe.inference.models.GgufHeader;
import dev.hoopoe.inference.models.ModelCheck;
import dev.hoopoe.inference.models.ModelDetails;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description =
                "Checks a model file: the rules of its header, and its SHA-256 where it is known."
                        + " Exit status 0 if it is sound, else 1.",
        mixinStandardHelpOptions = true)
final class CheckModel implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "MODEL",
            description = "A .gguf file, or a name that 'hoopoe models list' shows.")
    private String model = "";

    CheckModel(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ModelDetails details = ModelDetails.of(new Models(shell).store(), model);
        AtomicBoolean stopped = new AtomicBoolean();
        try (Interrupt _ = new Interrupt(() -> stopped.set(true))) {
            ProgressBar bar = new ProgressBar(shell.terminal());
            long bytes = details.header().fileBytes();
            ModelCheck check =
                    ModelCheck.run(
                            details,
                            done -> {
                                if (shell.terminal().live()) {
                                    bar.show("checking ", done, bytes);
                                }
                            },
                            stopped::get);
            shell.terminal().out().println(sentence(check));
        }
        return 0;
    }

    private static String sentence(ModelCheck check) {
        GgufHeader header = check.details().header();
        return "%s is sound: %s, %s parameters, %s, %s; SHA-256 %s, %s."
                .formatted(
                        check.details().file().path(),
                        Terminal.safe(header.architecture()),
                        Sizes.count(header.parameters()),
                        header.fileType().orElse("mixed types"),
                        Sizes.bytes(header.fileBytes()),
                        check.sha256(),
                        check.details()
                                .hash()
                                .map(ModelDetails.KnownHash::origin)
                                .orElse("which nothing here can be compared with"));
    }
}
