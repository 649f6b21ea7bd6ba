package dev.hoopoe.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(name = "models", description = "Lists, fetches and removes models.")
final class ModelsCommand {
    private ModelsCommand() {}

    static CommandLine line(Shell shell) {
        return new CommandLine(new ModelsCommand());
    }
}
