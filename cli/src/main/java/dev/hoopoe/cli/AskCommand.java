package dev.hoopoe.cli;

import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.Stop;
import dev.hoopoe.agent.sessions.SessionStore;
import dev.hoopoe.tools.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ask",
        description =
                "Answers one question; the answer and its sources go to stdout, the rest to stderr.",
        mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {
    private static final String NEW = "new";

    private final Shell shell;
    @Mixin private final ToolOptions tools = new ToolOptions();
    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final ModelOptions models = new ModelOptions();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The page that the question is about.")
    private @Nullable String url;

    @Option(
            names = "--json",
            description = "Print one JSON object with answer, sources, calls, tokens, times.")
    private boolean json;

    @Option(
            names = "--session",
            paramLabel = "SESSION",
            description = "Keep it in this conversation: its id, last, or new.")
    private @Nullable String session;

    @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "The question.")
    private List<String> words = List.of();

    AskCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Config config = shell.config();
        String question = question();
        if (session != null && !session.equals(NEW)) {
            shell.sessions().find(session);
        }
        Cancellation cancellation = new Cancellation();
        try (Assistant assistant = Assistant.open(shell, config, tools, servers, models);
                Interrupt _ = new Interrupt(cancellation::cancel)) {
            if (session != null) {
                SessionStore store = shell.sessions();
                assistant.keepIn(session.equals(NEW) ? store.create() : store.open(session));
            }
            Outcome outcome = assistant.ask(question, new StepView(shell.terminal()), cancellation);
            print(outcome, assistant.loadTime());
            return outcome.stop() == Stop.ANSWERED && !outcome.answer().isBlank() ? 0 : 1;
        }
    }

    private String question() {
        String question = String.join(" ", words).strip();
        if (question.isEmpty()) {
            throw new UsageException(
                    "The question is empty. Write it after the options: hoopoe ask \"…\"");
        }
        return url == null ? question : question + "\nPage: " + url;
    }

    private void print(Outcome outcome, Duration load) {
        if (json) {
            shell.terminal().out().println(OutcomeJson.of(outcome, load));
        } else {
            AnswerView.print(shell.terminal(), outcome);
        }
    }
}
