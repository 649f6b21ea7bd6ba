package dev.hoopoe.agent;

import dev.hoopoe.agent.Approver.Answer;
import dev.hoopoe.agent.Approver.Kind;
import dev.hoopoe.agent.Approver.Proposal;
import dev.hoopoe.agent.Approver.Question;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.Trait;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides in code, not in a prompt, whether a call may run: reads, undoable writes and tools that
 * ask by themselves may, other changes need a yes, and so does the call that would complete private
 * data, a stranger's text and a way out. One guard belongs to one conversation; used by one thread
 * at a time.
 */
final class Guard {
    private final Approver approver;
    private final Taint taint = new Taint();
    private final OwnWords words = new OwnWords();
    private final Set<String> always = new HashSet<>();

    Guard(Approver approver) {
        this.approver = approver;
    }

    /**
     * What is to become of a call.
     *
     * @param refusal why it may not run, for the model; empty if it may
     * @param arguments to run it with: the model's, or what the person made of them
     */
    record Verdict(Optional<String> refusal, Map<String, Object> arguments) {
        private static Verdict no(String refusal) {
            return new Verdict(Optional.of(refusal), Map.of());
        }
    }

    Verdict judge(ToolDefinition tool, Map<String, Object> arguments, String userText) {
        if (taint.completes(tool.traits()) && !words.pass(tool, arguments, userText)) {
            return ask(
                    Kind.LEAK,
                    tool,
                    arguments,
                    "This conversation has read private data and text from outside. "
                            + show(tool, arguments)
                            + " would send these arguments outside.",
                    tool.name()
                            + " was refused: private data and text from outside have been read, and"
                            + " its target was not named by the user. Answer with what you have.");
        }
        ApprovalMode mode = approver.mode();
        if (mode == ApprovalMode.NONE && !tool.effect().readOnly()) {
            return Verdict.no(
                    tool.name()
                            + " was refused: changes are switched off. Tell the user that it was"
                            + " not done.");
        }
        if (free(tool, mode)) {
            return new Verdict(Optional.empty(), arguments);
        }
        return ask(
                Kind.EFFECT,
                tool,
                arguments,
                show(tool, arguments)
                        + (tool.undoable() ? " can be undone." : " cannot be undone."),
                tool.name() + " was not approved by the user. Tell the user that it was not done.");
    }

    private boolean free(ToolDefinition tool, ApprovalMode mode) {
        return tool.effect().readOnly()
                || tool.asks()
                || mode == ApprovalMode.ALL
                || always.contains(tool.name())
                || (mode == ApprovalMode.REVERSIBLE
                        && (tool.undoable() || !tool.effect().destructive()));
    }

    private Verdict ask(
            Kind kind,
            ToolDefinition tool,
            Map<String, Object> arguments,
            String text,
            String refusal) {
        Proposal proposal = new Proposal(tool.name(), arguments);
        return switch (approver.decide(new Question(kind, text, Optional.of(proposal)))) {
            case Answer.Refuse no when no.reason().isBlank() -> Verdict.no(refusal);
            case Answer.Refuse no ->
                    Verdict.no(tool.name() + " was refused by the user, who says: " + no.reason());
            case Answer.Allow yes -> {
                if (yes.always() && kind == Kind.EFFECT) {
                    always.add(tool.name());
                }
                yield new Verdict(Optional.empty(), yes.edited().orElse(arguments));
            }
        };
    }

    /**
     * What a conversation has seen by a call that returned this. What comes from an address was
     * written by a stranger, also where a tool for the user's own data kept it.
     */
    static Set<Trait> seen(ToolDefinition tool, List<Source> sources) {
        Set<Trait> seen = EnumSet.noneOf(Trait.class);
        seen.addAll(tool.traits());
        if (sources.stream().anyMatch(Source.Url.class::isInstance)) {
            seen.add(Trait.READS_UNTRUSTED);
        }
        return seen;
    }

    /** Remembers what the conversation has now seen. */
    void saw(Set<Trait> seen) {
        taint.add(seen);
    }

    /** Passes on a question that a tool asks while it runs. */
    boolean ask(String question) {
        return switch (approver.mode()) {
            case ALL -> true;
            case NONE -> false;
            case ASK, REVERSIBLE ->
                    approver.decide(new Question(Kind.EFFECT, question)) instanceof Answer.Allow;
        };
    }

    private static String show(ToolDefinition tool, Map<String, Object> arguments) {
        return tool.name() + " " + Json.write(arguments);
    }
}
