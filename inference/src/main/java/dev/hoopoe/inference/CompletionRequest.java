package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What to complete.
 *
 * @param messages the conversation, in order
 * @param stableMessages how many messages, from the first on, are the same in every conversation,
 *     such as a system message with examples; their state is worth keeping on disk. 0 for the
 *     system messages alone
 * @param tools shown to the model by its template; keep their order stable, so that the prompt's
 *     beginning can be kept in the cache
 * @param assistantPrefix what the assistant's turn begins with, as if it had written that itself
 * @param constraint the form of what follows the prefix
 * @param sampling how tokens are chosen
 * @param maxOutputTokens room for the answer; 0 for {@value #DEFAULT_OUTPUT_TOKENS} or what the
 *     context leaves
 * @param onText gets the answer in pieces as it grows, whole characters only, on the engine's
 *     thread: be quick
 * @param cancellation asks the call to stop
 * @param timeout from the call on, waiting included
 */
public record CompletionRequest(
        List<ChatMessage> messages,
        int stableMessages,
        List<ToolSpecification> tools,
        String assistantPrefix,
        Constraint constraint,
        Sampling sampling,
        int maxOutputTokens,
        Consumer<String> onText,
        Cancellation cancellation,
        Duration timeout) {
    public static final int DEFAULT_OUTPUT_TOKENS = 1024;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    public CompletionRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A request needs at least one message");
        }
        if (stableMessages < 0 || stableMessages > messages.size()) {
            throw new IllegalArgumentException(
                    "stableMessages must be from 0 to %d, not %d"
                            .formatted(messages.size(), stableMessages));
        }
        if (maxOutputTokens < 0) {
            throw new IllegalArgumentException(
                    "maxOutputTokens must not be negative: " + maxOutputTokens);
        }
    }

    /** A greedy, unconstrained request without tools. */
    public static CompletionRequest of(List<ChatMessage> messages) {
        return new CompletionRequest(
                messages,
                0,
                List.of(),
                "",
                Constraint.none(),
                Sampling.GREEDY,
                0,
                text -> {},
                Cancellation.none(),
                DEFAULT_TIMEOUT);
    }

    public CompletionRequest withStableMessages(int value) {
        return new CompletionRequest(
                messages,
                value,
                tools,
                assistantPrefix,
                constraint,
                sampling,
                maxOutputTokens,
                onText,
                cancellation,
                timeout);
    }

    public CompletionRequest withTools(List<ToolSpecification> value) {
        return new CompletionRequest(
                messages,
                stableMessages,
                value,
                assistantPrefix,
                constraint,
                sampling,
                maxOutputTokens,
                onText,
                cancellation,
                timeout);
    }

    public CompletionRequest withAssistantPrefix(String value) {
        return new CompletionRequest(
                messages,
                stableMessages,
                tools,
                value,
                constraint,
                sampling,
                maxOutputTokens,
                onText,
                cancellation,
                timeout);
    }

    public CompletionRequest withConstraint(Constraint value) {
        return new CompletionRequest(
                messages,
                stableMessages,
                tools,
                assistantPrefix,
                value,
                sampling,
                maxOutputTokens,
                onText,
                cancellation,
                timeout);
    }

    public CompletionRequest withSampling(Sampling value) {
        return new CompletionRequest(
                messages,
                stableMessages,
                tools,
                assistantPrefix,
                constraint,
                value,
                maxOutputTokens,
                onText,
                cancellation,
                timeout);
    }

    public CompletionRequest withMaxOutputTokens(int value) {
        return new CompletionRequest(
                messages,
                stableMessages,
                tools,
                assistantPrefix,
                constraint,
                sampling,
                value,
                onText,
                cancellation,
                timeout);
    }

    public CompletionRequest withOnText(Consumer<String> value) {
        return new CompletionRequest(
                messages,
                stableMessages,
                tools,
                assistantPrefix,
                constraint,
                sampling,
                maxOutputTokens,
                value,
                cancellation,
                timeout);
    }

    public CompletionRequest withCancellation(Cancellation value) {
        return new CompletionRequest(
                messages,
                stableMessages,
                tools,
                assistantPrefix,
                constraint,
                sampling,
                maxOutputTokens,
                onText,
                value,
                timeout);
    }

    public CompletionRequest withTimeout(Duration value) {
        return new CompletionRequest(
                messages,
                stableMessages,
                tools,
                assistantPrefix,
                constraint,
                sampling,
                maxOutputTokens,
                onText,
                cancellation,
                value);
    }
}
