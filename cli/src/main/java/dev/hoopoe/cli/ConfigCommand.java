package dev.hoopoe.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "config",
        description = "Shows each setting, its value and where the value comes from.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
    private final Shell shell;

    ConfigCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Config config = shell.config();
        print(settings(config));
        print(folders(shell.folders()));
        Table limits = new Table("fixed limit", "value");
        FixedLimits.ALL.forEach(limits::row);
        print(limits);
        shell.terminal()
                .err()
                .println(
                        "Set a value in config.toml (KEY = VALUE), as HOOPOE_KEY in the environment, or by an option.");
        return 0;
    }

    private Table settings(Config config) {
        Table table = new Table("setting", "value", "from", "meaning");
        String file = shell.folders().configFile().toString();
        for (Setting setting : Setting.values()) {
            Config.Value value = config.value(setting);
            table.row(
                    setting.key(),
                    value.text().isEmpty() ? "-" : value.text(),
                    value.origin().equals(file) ? "config.toml" : value.origin(),
                    setting.meaning());
        }
        return table;
    }

    private static Table folders(Folders folders) {
        Table table = new Table("place", "path");
        String there = Files.exists(folders.configFile()) ? "" : " (not there)";
        table.row("config.toml", folders.configFile() + there);
        place(table, "models", folders.models());
        place(table, "undo", folders.undo());
        place(table, "drivers", folders.drivers().getFirst());
        place(table, "cache", folders.cache());
        return table;
    }

    private static void place(Table table, String name, Path path) {
        table.row(name, path.toString());
    }

    private void print(Table table) {
        shell.terminal().out().println(table.text(shell.terminal().columns()));
    }
}
