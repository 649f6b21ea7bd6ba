package dev.hoopoe.agent;

import dev.hoopoe.inference.ToolCallingModel;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolDefinition;
import dev.langchain4j.model.chat.ChatModel;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts a model and tools together. */
public final class Agents {
    private static final Set<String> LEAN_KEEPS = Set.of("find", "id", "path", "glob");

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
        Set<String> kept = new HashSet<>(LEAN_KEEPS);
        kept.addAll(shown);
        Brain brain =
                model instanceof ToolCallingModel embedded
                        ? new EmbeddedBrain(
                                embedded,
                                ToolSpecs.lean(tools.definitions(), kept),
                                changing(tools))
                        : new ChatBrain(model, ToolSpecs.of(tools.definitions()));
        return new AgentLoop(new AgentLoop.Parts(brain, tools, tools::call, limits, readAhead));
    }

    private static Set<String> changing(ToolBox tools) {
        return tools.definitions().stream()
                .filter(t -> !t.effect().readOnly())
                .map(ToolDefinition::name)
                .collect(Collectors.toSet());
    }
}
