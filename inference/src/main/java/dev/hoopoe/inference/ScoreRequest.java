package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import java.time.Duration;
import java.util.List;

/**
 * What to score: how likely the model is to go on with each of some texts.
 *
 * @param messages the conversation, in order
 * @param stableMessages as in {@link CompletionRequest}
 * @param tools shown to the model by its template
 * @param assistantPrefix what the assistant's turn begins with, before the continuations
 * @param continuations each cut into tokens by itself; none may be empty
 * @param cancellation asks the call to stop
 * @param timeout from the call on, waiting included
 */
public record ScoreRequest(
        List<ChatMessage> messages,
        int stableMessages,
        List<ToolSpecification> tools,
        String assistantPrefix,
        List<String> continuations,
        Cancellation cancellation,
        Duration timeout) {
    public ScoreRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        continuations = List.copyOf(continuations);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A request needs at least one message");
        }
        if (continuations.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("A continuation must not be empty");
        }
    }

    /** With the default timeout and no cancellation. */
    public static ScoreRequest of(
            List<ChatMessage> messages,
            int stableMessages,
            List<ToolSpecification> tools,
            String assistantPrefix,
            List<String> continuations) {
        return new ScoreRequest(
                messages,
                stableMessages,
                tools,
                assistantPrefix,
                continuations,
                Cancellation.none(),
                CompletionRequest.DEFAULT_TIMEOUT);
    }
}
