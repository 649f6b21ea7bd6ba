package dev.hoopoe.cli;

import dev.hoopoe.tools.Job;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "call",
        description = "Runs one tool: hoopoe call file_read path=notes.md",
        mixinStandardHelpOptions = true)
final class CallCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Shell shell;
    @Mixin private final PlaceOptions places = new PlaceOptions();

    @Option(
            names = {"-y", "--yes"},
            description = "Approve what the tool asks for.")
    private boolean yes;

    @Parameters(index = "0", paramLabel = "TOOL", description = "A name of 'hoopoe tools'.")
    private String tool = "";

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "The tool's arguments.")
    private List<String> pairs = List.of();

    CallCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Config config = shell.config();
        Duration deadline = Duration.ofSeconds(config.number(Setting.CALL_DEADLINE));
        try (OpenTools tools = OpenTools.profile(shell, places.choose(config, Profile.ALL))) {
            RunningCall running = RunningCall.with(new OnStderr(), deadline);
            Runtime.getRuntime().addShutdownHook(new Thread(running::cancel));
            ToolResult result = ended(tools, tools.box().call(tool, arguments(), running));
            Terminal terminal = shell.terminal();
            (result.error() ? terminal.err() : terminal.out())
                    .println(Terminal.safe(result.text()).stripTrailing());
            return result.error() ? 1 : 0;
        }
    }

    /** A job would end with this process, so that its end is waited for. */
    private ToolResult ended(OpenTools tools, ToolResult result) {
        for (Job job : tools.jobs().list()) {
            Runtime.getRuntime().addShutdownHook(new Thread(job::cancel));
            while (!job.await(LOOK)) {
                shell.terminal().err().println(shell.terminal().dim("  " + job.line()));
            }
            Map<String, Object> about = Map.of("id", job.id(), "action", "result");
            return tools.box().call("job", about, RunningCall.quiet());
        }
        return result;
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new UsageException(
                        "\"%s\" is no argument. Write KEY=VALUE, as in path=notes.md."
                                .formatted(pair));
            }
            arguments.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return arguments;
    }

    private final class OnStderr implements RunningCall.Listener {
        @Override
        public void progress(double done, double total, String message) {
            shell.terminal().err().println(shell.terminal().dim("  " + message));
        }

        @Override
        public boolean ask(String question) {
            shell.terminal().err().println(question + (yes ? "" : " (use --yes to allow)"));
            return yes;
        }
    }
}
