package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import java.util.List;

/**
 * What a model reads before it writes.
 *
 * @param messages the conversation, in order; empty if {@code rawText} takes its place
 * @param stableMessages how many messages, from the first on, are the same in every conversation,
 *     such as a system message with examples; their state is worth keeping on disk. 0 for the
 *     system messages alone
 * @param tools shown to the model by its template; keep their order stable, so that the prompt's
 *     beginning can be kept in the cache
 * @param assistantPrefix what the assistant's turn begins with, as if it had written that itself
 * @param adapters applied to the weights, together; sequences with others never share a batch
 * @param rawText what the model continues, without its chat template; names of control tokens in it
 *     are control tokens, so it must not come from a page. Empty if there are messages
 */
public record ModelInput(
        List<ChatMessage> messages,
        int stableMessages,
        List<ToolSpecification> tools,
        String assistantPrefix,
        List<Adapter> adapters,
        String rawText) {
    public ModelInput {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        adapters = List.copyOf(adapters);
        if (messages.isEmpty() == rawText.isEmpty()) {
            throw new IllegalArgumentException("A request needs messages, or a raw text alone");
        }
        if (stableMessages < 0 || stableMessages > messages.size()) {
            throw new IllegalArgumentException(
                    "stableMessages must be from 0 to %d, not %d"
                            .formatted(messages.size(), stableMessages));
        }
    }

    /** A conversation without tools. */
    public static ModelInput of(List<ChatMessage> messages) {
        return new ModelInput(messages, 0, List.of(), "", List.of(), "");
    }

    /** A text to continue, in the model's own form, which its template would have written. */
    public static ModelInput ofRawText(String text) {
        return new ModelInput(List.of(), 0, List.of(), "", List.of(), text);
    }

    public ModelInput withMessages(List<ChatMessage> value) {
        return new ModelInput(value, stableMessages, tools, assistantPrefix, adapters, rawText);
    }

    public ModelInput withStableMessages(int value) {
        return new ModelInput(messages, value, tools, assistantPrefix, adapters, rawText);
    }

    public ModelInput withTools(List<ToolSpecification> value) {
        return new ModelInput(messages, stableMessages, value, assistantPrefix, adapters, rawText);
    }

    public ModelInput withAssistantPrefix(String value) {
        return new ModelInput(messages, stableMessages, tools, value, adapters, rawText);
    }

    public ModelInput withAdapters(List<Adapter> value) {
        return new ModelInput(messages, stableMessages, tools, assistantPrefix, value, rawText);
    }
}
