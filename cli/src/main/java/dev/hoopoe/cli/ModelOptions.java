package dev.hoopoe.cli;

import dev.hoopoe.agent.ApprovalMode;
import dev.hoopoe.tools.Nearest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about the model, the same on every command that has one. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "A name of 'hoopoe models list', a .gguf file, ollama:NAME, openai:NAME.")
    private @Nullable String model;

    @Option(
            names = {"-y", "--yes"},
            description = "The same as --approve all.")
    private boolean yes;

    @Option(
            names = "--approve",
            paramLabel = "MODE",
            description =
                    "Which changes run: ask, reversible (what cannot be undone is asked about), all,"
                            + " none. A leak is always asked about.")
    private @Nullable String mode;

    String model(Config config) {
        String name = (model == null ? config.text(Setting.MODEL) : model).strip();
        if (name.isEmpty()) {
            throw new UsageException(
                    "The model's name is empty. Write --model NAME; 'hoopoe models list' shows names.");
        }
        return name;
    }

    /** Which changes run without a question. */
    ApprovalMode approval(Config config) {
        if (yes && mode != null) {
            throw new UsageException("--yes is --approve all. Leave one of them out.");
        }
        return yes
                ? ApprovalMode.ALL
                : mode(mode == null ? config.text(Setting.APPROVE) : mode.strip());
    }

    private static ApprovalMode mode(String name) {
        List<String> names =
                Arrays.stream(ApprovalMode.values()).map(ApprovalMode::wireName).toList();
        return Arrays.stream(ApprovalMode.values())
                .filter(mode -> mode.wireName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException(
                                "There is no approval mode \"%s\".%s Modes: %s."
                                        .formatted(
                                                name,
                                                Nearest.hint(name, names),
                                                String.join(", ", names))));
    }
}
