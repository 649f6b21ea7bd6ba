package dev.hoopoe.agent;

import dev.hoopoe.inference.ToolCallingModel;
import dev.hoopoe.tools.ToolBox;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Set;
import java.util.function.Function;

/** Puts a model and tools together. */
public final class Agents {
    private static final Set<String> LEAN_KEEPS = Set.of("find", "id", "path", "glob");

    private Agents() {}

    /**
     * A loop over this model and these tools; the caller keeps and closes both.
     *
     * @param surroundings what the model should know about this place before a question, such as a
     *     database's columns; short, or empty
     */
    public static AgentLoop loop(
            ChatModel model,
            ToolBox tools,
            AgentLimits limits,
            Function<String, String> surroundings) {
        Brain brain =
                model instanceof ToolCallingModel embedded
                        ? new EmbeddedBrain(
                                embedded, ToolSpecs.lean(tools.definitions(), LEAN_KEEPS))
                        : new ChatBrain(model, ToolSpecs.of(tools.definitions()));
        return new AgentLoop(brain, tools, limits, surroundings);
    }
}
