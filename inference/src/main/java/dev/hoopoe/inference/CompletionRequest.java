package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What to complete.
 *
 * @param input what the model reads
 * @param output how it is to write
 * @param listener hears the answer while it grows
 * @param bounds end the call early
 */
public record CompletionRequest(
        ModelInput input, OutputForm output, OutputListener listener, Bounds bounds) {
    public static final int DEFAULT_OUTPUT_TOKENS = 1024;

    /** A greedy, unconstrained request without tools. */
    public static CompletionRequest of(List<ChatMessage> messages) {
        return new CompletionRequest(
                ModelInput.of(messages),
                OutputForm.free(),
                OutputListener.none(),
                Bounds.standard());
    }

    public CompletionRequest withInput(ModelInput value) {
        return new CompletionRequest(value, output, listener, bounds);
    }

    public CompletionRequest withOutput(OutputForm value) {
        return new CompletionRequest(input, value, listener, bounds);
    }

    public CompletionRequest withListener(OutputListener value) {
        return new CompletionRequest(input, output, value, bounds);
    }

    public CompletionRequest withBounds(Bounds value) {
        return new CompletionRequest(input, output, listener, value);
    }

    /** See {@link ModelInput#stableMessages}. */
    public CompletionRequest withStableMessages(int value) {
        return withInput(input.withStableMessages(value));
    }

    /** See {@link ModelInput#tools}. */
    public CompletionRequest withTools(List<ToolSpecification> value) {
        return withInput(input.withTools(value));
    }

    /** See {@link ModelInput#assistantPrefix}. */
    public CompletionRequest withAssistantPrefix(String value) {
        return withInput(input.withAssistantPrefix(value));
    }

    /** See {@link ModelInput#adapters}. */
    public CompletionRequest withAdapters(List<Adapter> value) {
        return withInput(input.withAdapters(value));
    }

    /** See {@link OutputForm#constraint}. */
    public CompletionRequest withConstraint(Constraint value) {
        return withOutput(output.withConstraint(value));
    }

    /** See {@link OutputForm#sampling}. */
    public CompletionRequest withSampling(Sampling value) {
        return withOutput(output.withSampling(value));
    }

    /** See {@link OutputForm#maxTokens}. */
    public CompletionRequest withMaxOutputTokens(int value) {
        return withOutput(output.withMaxTokens(value));
    }

    /** See {@link OutputForm#reasoningTokens}. */
    public CompletionRequest withReasoningTokens(int value) {
        return withOutput(output.withReasoningTokens(value));
    }

    /** See {@link OutputForm#mostCalls}. */
    public CompletionRequest withMostCalls(int value) {
        return withOutput(output.withMostCalls(value));
    }

    /** See {@link OutputListener#onText}. */
    public CompletionRequest withOnText(Consumer<String> value) {
        return withListener(new OutputListener(value, listener.onReasoning()));
    }

    /** See {@link OutputListener#onReasoning}. */
    public CompletionRequest withOnReasoning(Consumer<String> value) {
        return withListener(new OutputListener(listener.onText(), value));
    }

    /** See {@link Bounds#cancellation}. */
    public CompletionRequest withCancellation(Cancellation value) {
        return withBounds(new Bounds(value, bounds.timeout()));
    }

    /** See {@link Bounds#timeout}. */
    public CompletionRequest withTimeout(Duration value) {
        return withBounds(new Bounds(bounds.cancellation(), value));
    }
}
