package dev.hoopoe.inference;

import java.util.List;
import java.util.Map;

/**
 * Writes a conversation as the text that a model was trained on; usually the model's own chat
 * template.
 *
 * <p>Called from any thread, several at a time.
 */
@FunctionalInterface
public interface PromptRenderer {
    /**
     * Renders a conversation.
     *
     * @param messages each with {@code role} and {@code content}; an assistant's may have {@code
     *     tool_calls}, a list of {@code {"type":"function","function":{"name":…,"arguments":{…}}}};
     *     a tool's has {@code name}
     * @param tools as OpenAI's function JSON: {@code
     *     {"type":"function","function":{"name","description","parameters"}}}
     * @param addGenerationPrompt whether the text ends where the assistant's turn begins
     */
    String render(
            List<Map<String, Object>> messages,
            List<Map<String, Object>> tools,
            boolean addGenerationPrompt);
}
