package dev.hoopoe.agent;

import dev.hoopoe.inference.ToolCallingModel;
import dev.hoopoe.tools.ToolBox;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.ChatModel;
import java.util.List;
import java.util.function.Supplier;

/** Puts a model and tools together. */
public final class Agents {
    private Agents() {}

    /**
     * A loop over this model and these tools; the caller keeps and closes both.
     *
     * @param surroundings what the model should know about this place before each question, such as
     *     the names of databases; short, or empty
     */
    public static AgentLoop loop(
            ChatModel model, ToolBox tools, AgentLimits limits, Supplier<String> surroundings) {
        List<ToolSpecification> specifications = ToolSpecs.of(tools.definitions());
        Brain brain =
                model instanceof ToolCallingModel embedded
                        ? new EmbeddedBrain(embedded, specifications)
                        : new ChatBrain(model, specifications);
        return new AgentLoop(brain, tools, limits, surroundings);
    }
}
