package dev.hoopoe.cli;

import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.Tokens;
import dev.hoopoe.tools.ToolDefinition;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "tools",
        description = "Lists the tools of a profile and what their definitions cost.",
        mixinStandardHelpOptions = true)
final class ToolsCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ToolOptions options = new ToolOptions();

    ToolsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Config config = shell.config();
        try (OpenTools tools = OpenTools.profile(shell, options.choose(config))) {
            Table table = new Table("tool", "tokens", "effect", "description");
            int total = 0;
            for (ToolDefinition tool : tools.box().definitions()) {
                int tokens = cost(tool);
                total += tokens;
                table.row(
                        tool.name(),
                        Integer.toString(tokens),
                        tool.effect().name().toLowerCase(Locale.ROOT)
                                + (tool.undoable() ? ", undoable" : ""),
                        tool.description());
            }
            shell.terminal().out().print(table.text(shell.terminal().columns()));
            shell.terminal()
                    .out()
                    .printf("%d tools, about %d tokens%n", tools.box().definitions().size(), total);
        }
        return 0;
    }

    static int cost(ToolDefinition tool) {
        return Tokens.estimate(
                tool.name() + " " + tool.description() + " " + Json.write(tool.inputSchema()));
    }
}
