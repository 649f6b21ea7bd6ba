package dev.hoopoe.agent;

import dev.hoopoe.agent.Approver.Kind;
import dev.hoopoe.agent.Approver.Question;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.Trait;
import java.util.EnumSet;
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
    private static final int MAX_HARMLESS_CHARS = 5;

    private final Approver approver;
    private final Taint taint = new Taint();

    Guard(Approver approver) {
        this.approver = approver;
    }

    /** Why the call may not run, or empty if it may. */
    Optional<String> refusal(ToolDefinition tool, Map<String, Object> arguments, String question) {
        if (taint.completes(tool.traits()) && !namedByUser(arguments, question)) {
            return ask(
                    Kind.LEAK,
                    "This conversation has read private data and text from outside. "
                            + show(tool, arguments)
                            + " would send these arguments outside.",
                    tool.name()
                            + " was refused: private data and text from outside have been read, and"
                            + " its target was not named by the user. Answer with what you have.");
        }
        boolean free =
                tool.effect().readOnly()
                        || tool.undoable()
                        || tool.asks()
                        || !tool.effect().destructive();
        if (free) {
            return Optional.empty();
        }
        return ask(
                Kind.EFFECT,
                show(tool, arguments) + " cannot be undone.",
                tool.name() + " was not approved by the user. Tell the user that it was not done.");
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
        return approver.approve(new Question(Kind.EFFECT, question));
    }

    private Optional<String> ask(Kind kind, String text, String refusal) {
        return approver.approve(new Question(kind, text)) ? Optional.empty() : Optional.of(refusal);
    }

    // An address that the user wrote carries nothing that the model has read. Lists and numbers
    // could,
    // so they count by their text; what is as short as "false" or "10" carries next to nothing.
    private static boolean namedByUser(Map<String, Object> arguments, String userText) {
        return arguments.values().stream()
                .map(String::valueOf)
                .allMatch(v -> v.length() <= MAX_HARMLESS_CHARS || userText.contains(v));
    }

    private static String show(ToolDefinition tool, Map<String, Object> arguments) {
        return tool.name() + " " + Json.write(arguments);
    }
}
