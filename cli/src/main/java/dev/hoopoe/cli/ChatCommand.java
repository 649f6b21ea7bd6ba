package dev.hoopoe.cli;

import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.Cancellation;
import dev.hoopoe.agent.Outcome;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolDefinition;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "chat",
        description =
                "Talks with the model in the terminal; Ctrl-C stops an answer, Ctrl-D leaves.",
        mixinStandardHelpOptions = true)
final class ChatCommand implements Callable<Integer> {
    private static final String HELP =
            """
            /tools   the tools of this chat
            /new     forget what was said
            /help    this list
            /exit    leave (also Ctrl-D)
            Ctrl-C   stop the running answer
            """;

    private final Shell shell;
    @Mixin private final ToolOptions tools = new ToolOptions();
    @Mixin private final ModelOptions models = new ModelOptions();

    ChatCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Config config = shell.config();
        try (org.jline.terminal.Terminal screen =
                        TerminalBuilder.builder().system(true).dumb(true).build();
                Assistant assistant =
                        open(config, LineReaderBuilder.builder().terminal(screen).build())) {
            LineReader reader = LineReaderBuilder.builder().terminal(screen).build();
            shell.terminal().err().println(assistant.modelName() + " · /help for help");
            while (true) {
                String line = read(reader);
                if (line == null || line.equals("/exit") || line.equals("/quit")) {
                    return 0;
                }
                if (!line.isEmpty()) {
                    turn(screen, assistant, line);
                }
            }
        }
    }

    private Assistant open(Config config, LineReader questions) {
        Approver approver =
                question ->
                        (models.yes() && question.kind() == Approver.Kind.EFFECT)
                                || confirm(questions, question);
        return Assistant.open(shell, config, tools.choose(config), models.model(config), approver);
    }

    private boolean confirm(LineReader reader, Approver.Question question) {
        try {
            shell.terminal().err().println(shell.terminal().bold("? ") + question.text());
            String answer = reader.readLine("  Allow it? [y/N] ");
            return answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes");
        } catch (UserInterruptException | EndOfFileException e) {
            return false;
        }
    }

    private static @org.jspecify.annotations.Nullable String read(LineReader reader) {
        try {
            return reader.readLine("> ").strip();
        } catch (UserInterruptException e) {
            return "";
        } catch (EndOfFileException e) {
            return null;
        }
    }

    private void turn(org.jline.terminal.Terminal screen, Assistant assistant, String line) {
        switch (line) {
            case "/help" -> shell.terminal().err().print(HELP);
            case "/new" -> {
                assistant.startOver();
                shell.terminal().err().println("A new conversation.");
            }
            case "/tools" -> listTools(assistant);
            default -> answer(screen, assistant, line);
        }
    }

    private void listTools(Assistant assistant) {
        Table table = new Table("tool", "description");
        for (ToolDefinition tool : assistant.tools().box().definitions()) {
            table.row(tool.name(), tool.description());
        }
        shell.terminal().err().print(table);
    }

    private void answer(org.jline.terminal.Terminal screen, Assistant assistant, String line) {
        if (line.startsWith("/")) {
            shell.terminal().err().println("There is no command " + line + ". Try /help.");
            return;
        }
        Cancellation cancellation = new Cancellation();
        SignalHandler before = screen.handle(Signal.INT, signal -> cancellation.cancel());
        try {
            Outcome outcome =
                    assistant.ask(line, new StepView(shell.terminal(), false), cancellation);
            shell.terminal().out().println(outcome.answer());
            for (Source source : outcome.sources()) {
                shell.terminal().out().println("  source: " + AskCommand.name(source));
            }
            shell.terminal().err().println(shell.terminal().dim(Summary.of(outcome)));
        } finally {
            screen.handle(Signal.INT, before);
        }
    }
}
