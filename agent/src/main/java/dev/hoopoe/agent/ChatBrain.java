package dev.hoopoe.agent;

import dev.hoopoe.agent.calls.CallReader;
import dev.hoopoe.agent.calls.TextCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Drives any LangChain4j chat model: Ollama, or a server with OpenAI's interface. Calls come as the
 * model's runtime understood them, and where it understood none, out of the text.
 */
final class ChatBrain implements Brain {
    private final ChatModel model;
    private final List<ToolSpecification> tools;
    private final Set<String> names;

    ChatBrain(ChatModel model, List<ToolSpecification> tools) {
        this.model = model;
        this.tools = tools;
        this.names = tools.stream().map(ToolSpecification::name).collect(Collectors.toSet());
    }

    @Override
    public int room(List<ChatMessage> messages) {
        return Integer.MAX_VALUE;
    }

    @Override
    public Turn next(
            List<ChatMessage> messages, Wanted wanted, Consumer<String> onText, Limit limit) {
        Turn turn = once(messages, wanted, onText, limit);
        boolean answered = turn.move() instanceof Move.Answered && !limit.cancelled();
        if (answered && wanted instanceof Wanted.Anything all && all.owed().isPresent()) {
            List<ChatMessage> reminded = new ArrayList<>(messages);
            reminded.add(AiMessage.from(((Move.Answered) turn.move()).text()));
            reminded.add(UserMessage.from(Prompts.reminder(all.owed().get())));
            return once(reminded, wanted, onText, limit).with(turn.tokens(), turn.firstToken());
        }
        return turn;
    }

    private Turn once(
            List<ChatMessage> messages, Wanted wanted, Consumer<String> onText, Limit limit) {
        List<ChatMessage> all = new ArrayList<>();
        all.add(SystemMessage.from(Prompts.SYSTEM));
        all.addAll(messages);
        if (wanted instanceof Wanted.Answer) {
            all.add(UserMessage.from(Prompts.wrapUp()));
        }
        ChatRequest request =
                ChatRequest.builder().messages(all).toolSpecifications(offered(wanted)).build();
        long begun = System.nanoTime();
        ChatResponse response = await(request, limit);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (response == null) {
            return new Turn(new Move.Answered(""), TokenCount.NONE, took);
        }
        Move move = move(response.aiMessage(), wanted);
        if (move instanceof Move.Answered answered) {
            onText.accept(answered.text());
        }
        return new Turn(move, count(response.tokenUsage()), took);
    }

    private List<ToolSpecification> offered(Wanted wanted) {
        return switch (wanted) {
            case Wanted.Anything all -> tools;
            case Wanted.Answer none -> List.of();
        };
    }

    // The client blocks; a cancelled question must not wait for it.
    private @Nullable ChatResponse await(ChatRequest request, Limit limit) {
        CompletableFuture<ChatResponse> future = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().start(() -> complete(future, request));
        try (var _ = limit.onCancel(() -> future.cancel(true))) {
            return future.get(limit.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | java.util.concurrent.CancellationException e) {
            worker.interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new ModelFailure(
                    "The model did not answer ("
                            + reason(e.getCause())
                            + "). Check that its server runs and has the model.",
                    e);
        } catch (Exception e) {
            worker.interrupt();
            throw new ModelFailure("The model was interrupted. Ask again.", e);
        }
    }

    private void complete(CompletableFuture<ChatResponse> future, ChatRequest request) {
        try {
            future.complete(model.chat(request));
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        Throwable root = cause;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        if (root == null) {
            return "no reason given";
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private Move move(AiMessage message, Wanted wanted) {
        if (message.hasToolExecutionRequests()) {
            return new Move.Called(
                    message.toolExecutionRequests().stream().map(ChatBrain::call).toList());
        }
        String text = message.text() == null ? "" : message.text();
        List<TextCall> calls =
                wanted instanceof Wanted.Answer ? List.of() : CallReader.read(text, names);
        return calls.isEmpty() ? new Move.Answered(text) : new Move.Called(calls);
    }

    private static TextCall call(ToolExecutionRequest request) {
        return new TextCall(request.name(), CallReader.arguments(request.arguments()));
    }

    private static TokenCount count(@Nullable TokenUsage usage) {
        if (usage == null) {
            return TokenCount.NONE;
        }
        return new TokenCount(or0(usage.inputTokenCount()), 0, or0(usage.outputTokenCount()));
    }

    private static int or0(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
