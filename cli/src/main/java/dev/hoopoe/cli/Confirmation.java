package dev.hoopoe.cli;

import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.calls.CallReader;
import dev.hoopoe.tools.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the person at the prompt: yes, no, no because, always, or yes with other arguments. */
final class Confirmation implements Approver {
    private final Terminal terminal;
    private final Prompt prompt;
    private final StatusLine status;

    Confirmation(Terminal terminal, Prompt prompt, StatusLine status) {
        this.terminal = terminal;
        this.prompt = prompt;
        this.status = status;
    }

    @Override
    public boolean approve(Question question) {
        return decide(question) instanceof Answer.Allow;
    }

    @Override
    public Answer decide(Question question) {
        return status.without(() -> ask(question));
    }

    private Answer ask(Question question) {
        terminal.err().println(terminal.bold("? ") + Terminal.safe(question.text()));
        if (!prompt.person()) {
            terminal.err().println("  Refused: nobody can be asked here (--yes allows writes).");
            return Answer.no("");
        }
        String said = prompt.answer("  Allow it? " + choices(question) + " ");
        return said == null ? Answer.no("") : answer(question, said);
    }

    private static String choices(Question question) {
        if (question.call().isEmpty()) {
            return "[y/N]";
        }
        return question.kind() == Kind.EFFECT
                ? "[y/N, a: always this tool, e: edit, or why not]"
                : "[y/N, e: edit, or why not]";
    }

    private Answer answer(Question question, String said) {
        boolean call = question.call().isPresent();
        boolean effect = question.kind() == Kind.EFFECT;
        return switch (said.toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> Answer.yes();
            case "", "n", "no" -> Answer.no("");
            case String a when call && effect && (a.equals("a") || a.equals("always")) ->
                    new Answer.Allow(Optional.empty(), true);
            case String e when call && (e.equals("e") || e.equals("edit")) ->
                    edit(question.call().orElseThrow());
            default -> Answer.no(said);
        };
    }

    private Answer edit(Proposal proposal) {
        String typed =
                prompt.edited("  " + proposal.tool() + " ", Json.write(proposal.arguments()));
        Optional<Map<String, Object>> arguments = arguments(typed);
        if (arguments.isEmpty()) {
            terminal.err().println("  That is no JSON object, so the call was refused.");
            return Answer.no("");
        }
        return new Answer.Allow(arguments, false);
    }

    private static Optional<Map<String, Object>> arguments(@Nullable String typed) {
        if (typed == null || !typed.startsWith("{") || !typed.endsWith("}")) {
            return Optional.empty();
        }
        return Optional.of(CallReader.arguments(typed));
    }
}
