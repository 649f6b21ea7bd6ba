package dev.hoopoe.inference;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A chat model whose decoding we control: it can be held to a form, be made to begin with a text,
 * and be asked how likely a text is.
 *
 * <p>Any thread may call it; calls run one after the other. Whoever opened it closes it.
 */
public interface ToolCallingModel extends ChatModel, StreamingChatModel, AutoCloseable {
    /**
     * Lets the model write, and returns when it is done, cancelled or out of time.
     *
     * @throws ContextOverflowException if prompt and answer do not fit into the context
     * @throws InferenceException if the request cannot be carried out
     */
    Completion complete(CompletionRequest request);

    /**
     * Lets the model decide whether to answer or to call one of the request's tools.
     *
     * <p>{@link ToolChoice#AUTO}: it writes freely; where it begins a call, in whatever form, the
     * call is written under a grammar, so that it is always valid. {@link ToolChoice#REQUIRED}: a
     * call from the start. {@link ToolChoice#NONE}: text, under the request's constraint; the tools
     * stay in the prompt, so that what was computed for it holds.
     *
     * @param stops texts that end an answer; they are not part of it
     * @throws ContextOverflowException if prompt and answer do not fit into the context
     * @throws InferenceException if the request cannot be carried out
     */
    Turn turn(CompletionRequest request, ToolChoice choice, List<String> stops);

    /**
     * Says how likely each continuation is, computing the prompt once.
     *
     * @return one score for each continuation, in order
     * @throws ContextOverflowException if the prompt with the longest continuation does not fit
     *     into the context
     * @throws InferenceException if the request cannot be carried out, is cancelled or out of time
     */
    Scores score(ScoreRequest request);

    /**
     * How much likelier the model answers Yes than No to a question about the conversation, such as
     * whether a chosen tool helps; natural logarithm of the ratio. What is already computed of the
     * conversation is not computed again. Its zero is no threshold: calibrate one for each model.
     */
    default double yesOverNo(ModelInput conversation, String question, Bounds bounds) {
        List<ChatMessage> messages = new ArrayList<>(conversation.messages());
        messages.add(UserMessage.from(question));
        Scores scores =
                score(
                        new ScoreRequest(
                                conversation.withMessages(messages), List.of("Yes", "No"), bounds));
        return scores.scores().get(0).logProbability() - scores.scores().get(1).logProbability();
    }

    /**
     * The exact number of tokens of a text that comes from outside: names of control tokens are
     * plain text.
     */
    int count(String text);

    /** In tokens, prompt and answer together. */
    int contextLength();

    /** For people: the model's own name for itself. */
    String name();

    /** Stops what is running and frees the model; harmless if repeated. */
    @Override
    void close();

    // Both of LangChain4j's interfaces define these.

    @Override
    default ChatRequestParameters defaultRequestParameters() {
        return ChatModel.super.defaultRequestParameters();
    }

    @Override
    default List<ChatModelListener> listeners() {
        return List.of();
    }

    @Override
    default ModelProvider provider() {
        return ModelProvider.OTHER;
    }

    @Override
    default Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
}
