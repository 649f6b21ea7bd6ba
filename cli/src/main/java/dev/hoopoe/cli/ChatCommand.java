package dev.hoopoe.cli;

import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.Outcome;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.ToolDefinition;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        try (Prompt prompt = Prompt.open();
                Assistant assistant = open(config, prompt)) {
            shell.terminal().err().println(assistant.modelName() + " · /help for help");
            for (String line = prompt.read("> "); goesOn(line); line = prompt.read("> ")) {
                turn(prompt, assistant, String.valueOf(line));
            }
            return 0;
        }
    }

    private static boolean goesOn(@Nullable String line) {
        return line != null && !line.equals("/exit") && !line.equals("/quit");
    }

    private Assistant open(Config config, Prompt prompt) {
        Approver approver =
                question ->
                        (models.yes() && question.kind() == Approver.Kind.EFFECT)
                                || confirm(prompt, question);
        return Assistant.open(shell, config, tools.choose(config), models.model(config), approver);
    }

    private boolean confirm(Prompt prompt, Approver.Question question) {
        Terminal terminal = shell.terminal();
        terminal.err().println(terminal.bold("? ") + Terminal.safe(question.text()));
        if (!prompt.person()) {
            terminal.err().println("  Refused: nobody can be asked here (--yes allows writes).");
            return false;
        }
        String answer = prompt.read("  Allow it? [y/N] ");
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }

    private void turn(Prompt prompt, Assistant assistant, String line) {
        switch (line) {
            case "" -> {}
            case "/help" -> shell.terminal().err().print(HELP);
            case "/new" -> {
                assistant.startOver();
                shell.terminal().err().println("A new conversation.");
            }
            case "/tools" -> listTools(assistant);
            case String unknown when unknown.startsWith("/") ->
                    shell.terminal()
                            .err()
                            .println("There is no command " + unknown + ". Try /help.");
            default -> answer(prompt, assistant, line);
        }
    }

    private void listTools(Assistant assistant) {
        Table table = new Table("tool", "description");
        for (ToolDefinition tool : assistant.tools().box().definitions()) {
            table.row(tool.name(), tool.description());
        }
        shell.terminal().err().print(table.text(shell.terminal().columns()));
    }

    private void answer(Prompt prompt, Assistant assistant, String line) {
        Cancellation cancellation = new Cancellation();
        prompt.interruptible(
                cancellation::cancel,
                () -> {
                    Outcome outcome =
                            assistant.ask(line, new StepView(shell.terminal()), cancellation);
                    AnswerView.print(shell.terminal(), outcome);
                });
    }
}
