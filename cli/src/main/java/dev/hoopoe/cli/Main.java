package dev.hoopoe.cli;

import dev.hoopoe.tools.Nearest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code hoopoe} command. */
public final class Main {
    private static final Map<String, Function<Shell, Object>> COMMANDS = commands();

    private Main() {}

    private static Map<String, Function<Shell, Object>> commands() {
        Map<String, Function<Shell, Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("ask", AskCommand::new);
        commands.put("chat", ChatCommand::new);
        commands.put("web", WebCommand::new);
        commands.put("sessions", SessionsCommand::line);
        commands.put("servers", ServersCommand::line);
        commands.put("doctor", DoctorCommand::new);
        commands.put("replay", ReplayCommand::new);
        commands.put("serve", ServeCommand::new);
        commands.put("crawl", CrawlCommand::new);
        commands.put("map", MapCommand::new);
        commands.put("docs", DocsCommand::line);
        commands.put("models", ModelsCommand::line);
        commands.put("tools", ToolsCommand::new);
        commands.put("call", CallCommand::new);
        commands.put("extract", ExtractCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("warm-up", WarmUpCommand::new);
        return Collections.unmodifiableMap(commands);
    }

    /** Runs a command and exits: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        PrintStream out = stream(FileDescriptor.out);
        // From here on, whatever prints to System.out ends up on stderr: stdout may be the
        // protocol.
        System.setOut(System.err);
        LogSetup.install();
        // The launcher knows whether stderr is a terminal; Java does not.
        boolean live = Boolean.getBoolean("hoopoe.terminal");
        boolean colour = live && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        int columns = Integer.getInteger("hoopoe.columns", Terminal.DEFAULT_COLUMNS);
        Terminal terminal = new Terminal(out, System.err, live, colour, columns);
        Shell shell = new Shell(terminal, Folders.of(System.getenv()), System.getenv());
        int code = commandLine(shell, arguments).execute(arguments);
        out.flush();
        System.exit(code);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * The whole command, or only as much of it as these arguments name: reading a command's options
     * costs milliseconds.
     */
    static CommandLine commandLine(Shell shell, String... arguments) {
        boolean known = arguments.length > 0 && COMMANDS.containsKey(arguments[0]);
        return commandLine(shell, known ? Set.of(arguments[0]) : COMMANDS.keySet());
    }

    private static CommandLine commandLine(Shell shell, Set<String> names) {
        CommandLine line = new CommandLine(new RootCommand());
        COMMANDS.forEach((name, command) -> {
            if (names.contains(name)) {
                line.addSubcommand(name, command.apply(shell));
            }
        });
        line.setOut(new java.io.PrintWriter(shell.terminal().out(), true, StandardCharsets.UTF_8));
        line.setErr(new java.io.PrintWriter(shell.terminal().err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, args) -> misused(shell, e));
        line.setExecutionExceptionHandler((e, at, result) -> failed(shell, e));
        return line;
    }

    private static int misused(Shell shell, ParameterException e) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        shell.terminal().err().println(message(e));
        if (!isCommand(e)) {
            UnmatchedArgumentException.printSuggestions(e, e.getCommandLine().getErr());
        }
        shell.terminal().err().println("Try: " + name + " --help");
        return 2;
    }

    private static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched) || !isCommand(e)) {
            return String.valueOf(e.getMessage());
        }
        String wanted = unmatched.getUnmatched().getFirst();
        List<String> names =
                e.getCommandLine().getSubcommands().entrySet().stream()
                        .filter(c -> !c.getValue().getCommandSpec().usageMessage().hidden())
                        .map(Map.Entry::getKey)
                        .toList();
        return "There is no command %s.%s Commands: %s."
                .formatted(wanted, Nearest.hint(wanted, names), String.join(", ", names));
    }

    /** Whether a word was given where a command's name is expected. */
    private static boolean isCommand(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                && !e.getCommandLine().getSubcommands().isEmpty()
                && !unmatched.getUnmatched().getFirst().startsWith("-");
    }

    private static int failed(Shell shell, Exception e) {
        shell.terminal().err().println(Failures.message(e));
        return e instanceof UsageException ? 2 : 1;
    }
}
