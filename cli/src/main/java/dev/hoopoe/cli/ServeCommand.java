package dev.hoopoe.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "serve",
        description = "Serves the tools over the Model Context Protocol on stdin and stdout.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ToolOptions options = new ToolOptions();

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = shell.config();
        try (OpenTools tools = OpenTools.profile(shell, options.choose(config))) {
            Serving.run(tools.box(), Duration.ofSeconds(config.number(Setting.CALL_DEADLINE)));
        }
        return 0;
    }
}
