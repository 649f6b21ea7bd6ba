package dev.hoopoe.agent;

import dev.hoopoe.inference.ToolCallingModel;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolDefinition;
import dev.langchain4j.model.chat.ChatModel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts a model and tools together. */
public final class Agents {
    private static final Set<String> LEAN_KEEPS = Set.of("find", "id", "path", "glob");

    /** The most tools of other servers that a model is shown at once. */
    public static final int MOST_OTHERS = 6;

    private Agents() {}

    /**
     * A loop over this model and these tools; the caller keeps and closes both.
     *
     * @param readAhead what is read before the model is asked, beyond the pages and files that a
     *     question names
     * @param shown optional parameters that an embedded model must see here, such as {@code source}
     *     where there are several databases
     */
    public static AgentLoop loop(
            ChatModel model,
            ToolBox tools,
            AgentLimits limits,
            ReadAhead readAhead,
            Set<String> shown) {
        return loop(model, tools, limits, readAhead, shown, Set.of());
    }

    /**
     * As above, where some tools are other people's.
     *
     * @param others names of tools of which at most {@value #MOST_OTHERS} are shown to the model,
     *     chosen for each question; the rest of the list, and so the prompt's beginning, stays the
     *     same
     */
    public static AgentLoop loop(
            ChatModel model,
            ToolBox tools,
            AgentLimits limits,
            ReadAhead readAhead,
            Set<String> shown,
            Set<String> others) {
        Set<String> kept = new HashSet<>(LEAN_KEEPS);
        kept.addAll(shown);
        Function<ToolBox, AgentLoop.Parts> parts =
                box ->
                        new AgentLoop.Parts(
                                brain(model, box, kept), box, box::call, limits, readAhead);
        List<ToolDefinition> list =
                tools.definitions().stream().filter(t -> others.contains(t.name())).toList();
        if (list.size() <= MOST_OTHERS) {
            return AgentLoop.of(parts.apply(tools));
        }
        Shortlist shortlist = new Shortlist(list);
        return new AgentLoop(question ->
                parts.apply(chosen(tools, list, shortlist.best(question, MOST_OTHERS))));
    }

    private static ToolBox chosen(ToolBox tools, List<ToolDefinition> list, List<String> best) {
        return tools.without(
                list.stream().map(ToolDefinition::name).filter(n -> !best.contains(n)).toList(),
                "It was not chosen for this question. Tell the user to ask for it by its name.");
    }

    private static Brain brain(ChatModel model, ToolBox tools, Set<String> kept) {
        return model instanceof ToolCallingModel embedded
                ? new EmbeddedBrain(
                        embedded, ToolSpecs.lean(tools.definitions(), kept), changing(tools))
                : new ChatBrain(model, ToolSpecs.of(tools.definitions()));
    }

    private static Set<String> changing(ToolBox tools) {
        return tools.definitions().stream()
                .filter(t -> !t.effect().readOnly())
                .map(ToolDefinition::name)
                .collect(Collectors.toSet());
    }
}
