package dev.hoopoe.cli;

import dev.hoopoe.inference.models.GgufHeader;
import dev.hoopoe.inference.models.ModelFile;
import dev.hoopoe.inference.models.ModelStore;
import dev.hoopoe.inference.models.Quantization;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "quantize",
        description = "Writes a model file again with smaller numbers.",
        mixinStandardHelpOptions = true)
final class QuantizeModel implements Callable<Integer> {
    private static final int PER_MILLE = 1000;

    private final Shell shell;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "A .gguf file with F16 or F32 weights, or a name of the list.")
    private String model = "";

    @Parameters(
            index = "1",
            paramLabel = "TYPE",
            description = "Such as Q4_K_M (a good choice), Q5_K_M, Q6_K, Q8_0.")
    private String type = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "OUT",
            description = "The new file; without it, beside the old one.")
    private @Nullable Path out;

    @Option(
            names = "--allow-requantize",
            description = "Take a source that is quantized already; it loses more.")
    private boolean requantize;

    @Option(names = "--threads", paramLabel = "N", description = "Default: one for each processor.")
    private int threads;

    QuantizeModel(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ModelStore store = new Models(shell).store();
        ModelFile source = store.require(model);
        Path target = out == null ? beside(source, store) : out;
        Quantization quantization = new Quantization(shell.folders().cache());
        ProgressBar bar = new ProgressBar(shell.terminal(), ProgressBar.Unit.PERCENT);
        AtomicBoolean stopped = new AtomicBoolean();
        try (Interrupt _ = new Interrupt(() -> stopped.set(true))) {
            GgufHeader made =
                    quantization.run(
                            new Quantization.Job(source.path(), type, target, requantize, threads),
                            done -> bar.show("quantizing", done, PER_MILLE),
                            stopped::get);
            bar.show("quantizing", PER_MILLE, PER_MILLE);
            shell.terminal()
                    .out()
                    .printf(
                            "%s  %s, from %s%n",
                            made.file(),
                            Sizes.bytes(made.fileBytes()),
                            Sizes.bytes(source.bytes()));
        }
        return 0;
    }

    /** A file of the store gives another model of the store, and its names are in small letters. */
    private Path beside(ModelFile source, ModelStore store) {
        boolean named = store.find(model).isPresent();
        Path folder = named ? store.folder() : source.path().toAbsolutePath().getParent();
        String file = String.valueOf(source.path().getFileName());
        String stem =
                (named ? source.name() : file.replaceFirst("\\.gguf$", ""))
                        .replaceFirst("(?i)[-.](bf16|f16|f32|q[0-9]_[0-9k](_[sml])?)$", "");
        String name = stem + "-" + type.toUpperCase(Locale.ROOT) + ".gguf";
        return (folder == null ? Path.of("") : folder)
                .resolve(named ? name.toLowerCase(Locale.ROOT) : name);
    }
}
