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
     * @param ending where the text ends
     */
    String render(
            List<Map<String, Object>> messages, List<Map<String, Object>> tools, Ending ending);

    /** Whether this form knows thoughts between {@code <think>} tags. */
    default boolean knowsThoughts() {
        return false;
    }

    /** Where a rendered conversation ends. */
    enum Ending {
        /** Behind its last message. */
        MESSAGES,
        /**
         * Where the assistant's turn begins, and where it may think first if it is such a model.
         */
        TURN,
        /** Where the assistant's answer begins; it is not to think. */
        ANSWER
    }
}
