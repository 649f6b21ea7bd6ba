package dev.hoopoe.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about the model, the same on every command that has one. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "A name of 'hoopoe models list', a .gguf file, ollama:NAME.")
    private @Nullable String model;

    @Option(
            names = {"-y", "--yes"},
            description = "Approve writes that would be asked about. Never approves a leak.")
    private boolean yes;

    String model(Config config) {
        String name = (model == null ? config.text(Setting.MODEL) : model).strip();
        if (name.isEmpty()) {
            throw new UsageException(
                    "The model's name is empty. Write --model NAME; 'hoopoe models list' shows names.");
        }
        return name;
    }

    boolean yes() {
        return yes;
    }
}
