package dev.hoopoe.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about the model, the same on every command that has one. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "A name of 'hoopoe models list', a .gguf file, or ollama:NAME.")
    private @Nullable String model;

    @Option(
            names = {"-y", "--yes"},
            description = "Approve writes that would be asked about. Never approves a leak.")
    private boolean yes;

    String model(Config config) {
        return model == null ? config.text(Setting.MODEL) : model;
    }

    boolean yes() {
        return yes;
    }
}
