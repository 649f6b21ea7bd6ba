package dev.hoopoe.cli;

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
        Table table = new Table("setting", "value", "from", "meaning");
        for (Setting setting : Setting.values()) {
            Config.Value value = config.value(setting);
            String shown = value.text().isEmpty() ? "-" : value.text();
            table.row(setting.key(), shown, value.origin(), setting.meaning());
        }
        shell.terminal().out().print(table);
        shell.terminal()
                .err()
                .println(
                        "\nSet a value in "
                                + shell.folders().configFile()
                                + " (KEY = VALUE), by HOOPOE_KEY in the environment, or by an option.");
        return 0;
    }
}
