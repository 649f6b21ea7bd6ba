package dev.hoopoe.cli;

import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.inference.EngineOptions;
import dev.hoopoe.inference.Shortcuts;
import dev.hoopoe.inference.SpeedTest;
import dev.hoopoe.tools.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description = "Measures how fast a model runs on this machine.",
        mixinStandardHelpOptions = true)
final class BenchModel implements Callable<Integer> {
    private static final double MEGABYTE = 1e6;

    private final Shell shell;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "A name of 'hoopoe models list', or a .gguf file.")
    private @Nullable String model;

    @Option(
            names = "--prompt",
            paramLabel = "TOKENS",
            description = "How long the prompts are. Default: ${DEFAULT-VALUE}")
    private int prompt = 512;

    @Option(
            names = "--output",
            paramLabel = "TOKENS",
            description = "How long the answers are. Default: ${DEFAULT-VALUE}")
    private int output = 64;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each is measured. Default: ${DEFAULT-VALUE}")
    private int rounds = 3;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    BenchModel(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        SpeedTest test = test();
        Config config = shell.config();
        String wanted = model == null ? config.text(Setting.MODEL) : model;
        Path file = new Models(shell).ready(wanted).path();
        EngineOptions engine =
                OpenModel.options(shell, config).withPrefixBytes(0).withShortcuts(Shortcuts.NONE);
        long loading = System.nanoTime();
        try (EmbeddedModel opened = EmbeddedModel.open(file, engine)) {
            Duration load = Duration.ofNanos(System.nanoTime() - loading);
            SpeedTest.Result result = test.run(opened, this::progress);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("model", opened.name());
            facts.put("loadMs", load.toMillis());
            facts.put("sinceStartMs", sinceStart(loading, load));
            show(facts, result);
        }
        return 0;
    }

    private SpeedTest test() {
        try {
            return new SpeedTest(prompt, output, rounds);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void progress(int done) {
        if (shell.terminal().live()) {
            String end = done == rounds ? "\n" : "";
            shell.terminal().err().printf("\rround %d of %d%s", done, rounds, end);
        }
    }

    /** From the process's start until the model was loaded. */
    private static long sinceStart(long loading, Duration load) {
        Duration since = Duration.ofNanos(System.nanoTime() - loading).minus(load);
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()).minus(since).toMillis())
                .orElse(load.toMillis());
    }

    private void show(Map<String, Object> facts, SpeedTest.Result result) {
        OptionalLong memory = SpeedTest.peakMemory();
        if (json) {
            facts.put("promptTokens", prompt);
            facts.put("outputTokens", output);
            facts.put("promptPerSecond", result.promptSpeed());
            facts.put("outputPerSecond", result.outputSpeed());
            facts.put("firstTokenMs", result.firstTokenMs());
            facts.put("rememberedPromptMs", result.again());
            memory.ifPresent(bytes -> facts.put("peakMemoryBytes", bytes));
            shell.terminal().out().println(Json.write(facts));
            return;
        }
        Table table = new Table("what", "median", "from", "to", "unit");
        table.row("loading", String.valueOf(facts.get("loadMs")), "", "", "ms");
        table.row(
                "process start to loaded", String.valueOf(facts.get("sinceStartMs")), "", "", "ms");
        row(table, "reading, " + prompt + " tokens", result.promptSpeed(), "tokens/s");
        row(table, "writing, " + output + " tokens", result.outputSpeed(), "tokens/s");
        row(table, "first token, short question", result.firstTokenMs(), "ms");
        row(table, "first token, remembered prompt", result.again(), "ms");
        String peak = memory.isPresent() ? number(memory.getAsLong() / MEGABYTE) : "?";
        table.row("most memory", peak, "", "", "MB");
        shell.terminal().out().println(facts.get("model"));
        shell.terminal().out().print(table.text(shell.terminal().columns()));
    }

    private static void row(Table table, String what, List<Double> figures, String unit) {
        List<Double> sorted = figures.stream().sorted().toList();
        table.row(
                what,
                number(sorted.get(sorted.size() / 2)),
                number(sorted.getFirst()),
                number(sorted.getLast()),
                unit);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}
