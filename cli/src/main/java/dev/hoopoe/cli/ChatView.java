package dev.hoopoe.cli;

import dev.hoopoe.agent.AgentListener;
import dev.hoopoe.agent.ContextUse;
import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.Step;
import dev.hoopoe.agent.Stop;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A question as a person watches it: what is going on in a line that is redrawn, each step as it
 * happens, the answer as it is written. Used for one question, by the loop's thread.
 */
final class ChatView implements AgentListener {
    private final Terminal terminal;
    private final StepView steps;
    private final StatusLine status;
    private final MarkdownInk ink;
    private final StringBuilder streamed = new StringBuilder();

    ChatView(Terminal terminal, StatusLine status) {
        this.terminal = terminal;
        this.steps = new StepView(terminal);
        this.status = status;
        this.ink = new MarkdownInk(terminal.columns());
    }

    @Override
    public void thinking(int step) {
        if (terminal.live()) {
            status.show("thinking");
        } else {
            steps.thinking(step);
        }
    }

    @Override
    public void text(String piece) {
        // Models begin with a blank.
        String shown = streamed.isEmpty() ? piece.stripLeading() : piece;
        streamed.append(shown);
        if (terminal.colour()) {
            status.clear();
            terminal.out().print(ink.add(Terminal.safe(shown)));
            terminal.out().flush();
        }
    }

    @Override
    public void calling(String tool, Map<String, Object> arguments) {
        status.above(() -> steps.calling(tool, arguments));
        status.show(tool);
    }

    @Override
    public void progress(String tool, String message) {
        if (terminal.live()) {
            status.show(tool + ": " + message);
        } else {
            steps.progress(tool, message);
        }
    }

    @Override
    public void called(Step step) {
        status.clear();
        steps.called(step);
    }

    @Override
    public void note(String message) {
        status.above(() -> steps.note(message));
    }

    /** The answer, where it has not been seen yet, its sources, and what it cost. */
    void done(Outcome outcome, Optional<ContextUse> context) {
        status.clear();
        boolean seen =
                terminal.colour()
                        && outcome.stop() != Stop.FAILED
                        && streamed.toString().strip().equals(outcome.answer());
        if (terminal.colour()) {
            terminal.out().print(ink.end());
        }
        if (seen) {
            AnswerView.sources(terminal, outcome);
        } else {
            AnswerView.answer(terminal, outcome);
        }
        terminal.err().println(terminal.dim(Summary.of(outcome) + meter(context)));
    }

    private static String meter(Optional<ContextUse> context) {
        return context.map(use ->
                        String.format(
                                Locale.ROOT,
                                ", context %d %% of %,d",
                                Math.round(100.0 * use.used() / use.length()),
                                use.length()))
                .orElse("");
    }
}
