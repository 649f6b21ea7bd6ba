package dev.hoopoe.agent;

import dev.hoopoe.agent.calls.CallReader;
import dev.hoopoe.agent.calls.TextCall;
import dev.hoopoe.inference.Completion;
import dev.hoopoe.inference.CompletionRequest;
import dev.hoopoe.inference.Constraint;
import dev.hoopoe.inference.InferenceException;
import dev.hoopoe.inference.StopReason;
import dev.hoopoe.inference.ToolCallingModel;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Drives the embedded engine. The model first writes freely; as soon as its text opens a call, in
 * whatever form, the call is written again under a grammar, so that it names a tool that exists and
 * has arguments of that tool's schema.
 */
final class EmbeddedBrain implements Brain {
    private static final int CALL_TOKENS = 1_024;
    private static final int TOKENS_PER_MESSAGE = 8;

    private final ToolCallingModel model;
    private final List<ToolSpecification> tools;
    private final Set<String> names;

    EmbeddedBrain(ToolCallingModel model, List<ToolSpecification> tools) {
        this.model = model;
        this.tools = tools;
        this.names = tools.stream().map(ToolSpecification::name).collect(Collectors.toSet());
    }

    @Override
    public int room(List<ChatMessage> messages) {
        int used =
                messages.stream()
                        .mapToInt(m -> model.count(m.toString()) + TOKENS_PER_MESSAGE)
                        .sum();
        int list = tools.stream().mapToInt(t -> model.count(t.toString())).sum();
        return Math.max(0, model.contextLength() - used - list - model.count(Prompts.SYSTEM));
    }

    @Override
    public Turn next(
            List<ChatMessage> messages, Wanted wanted, Consumer<String> onText, Limit limit) {
        try {
            return switch (wanted) {
                case Wanted.Anything all -> decide(messages, onText, limit);
                case Wanted.CallOf some -> call(messages, chosen(some.tools()), limit);
                case Wanted.Answer none -> answer(messages, onText, limit);
            };
        } catch (InferenceException e) {
            throw new ModelFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private List<ToolSpecification> chosen(Set<String> some) {
        return tools.stream().filter(t -> some.contains(t.name())).toList();
    }

    private Turn decide(List<ChatMessage> messages, Consumer<String> onText, Limit limit) {
        if (tools.isEmpty()) {
            return answer(messages, onText, limit);
        }
        OpeningWatch watch = new OpeningWatch(onText);
        CompletionRequest request = request(messages, limit).withOnText(watch);
        Completion free =
                model.complete(
                        request.withCancellation(() -> watch.call() || limit.cancelled())
                                .withMaxOutputTokens(limit.outputTokens()));
        if (watch.call() && !limit.cancelled()) {
            return call(messages, tools, limit).with(count(free), firstToken(free));
        }
        List<TextCall> calls = CallReader.read(free.text(), names);
        if (!calls.isEmpty() && !limit.cancelled()) {
            return turn(new Move.Called(calls), free);
        }
        watch.flush();
        return turn(new Move.Answered(free.text().strip()), free);
    }

    private Turn call(List<ChatMessage> messages, List<ToolSpecification> allowed, Limit limit) {
        Completion call =
                model.complete(
                        request(messages, limit)
                                .withAssistantPrefix("<tool_call>\n")
                                .withConstraint(new Constraint.ToolCall(allowed))
                                .withMaxOutputTokens(CALL_TOKENS));
        List<TextCall> read = CallReader.read(call.text(), names);
        boolean whole = call.reason() == StopReason.END && !read.isEmpty();
        return turn(whole ? new Move.Called(read) : new Move.Answered(""), call);
    }

    private Turn answer(List<ChatMessage> messages, Consumer<String> onText, Limit limit) {
        Completion text =
                model.complete(
                        request(messages, limit)
                                .withOnText(onText)
                                .withMaxOutputTokens(limit.outputTokens()));
        return turn(new Move.Answered(text.text().strip()), text);
    }

    private CompletionRequest request(List<ChatMessage> messages, Limit limit) {
        List<ChatMessage> all = new ArrayList<>();
        all.add(SystemMessage.from(Prompts.SYSTEM));
        all.addAll(messages);
        return CompletionRequest.of(all)
                .withTools(tools)
                .withCancellation(limit::cancelled)
                .withTimeout(limit.remaining());
    }

    private static Turn turn(Move move, Completion completion) {
        return new Turn(move, count(completion), firstToken(completion));
    }

    private static TokenCount count(Completion completion) {
        return new TokenCount(
                completion.usage().promptTokens(),
                completion.usage().cachedTokens(),
                completion.usage().outputTokens());
    }

    private static Duration firstToken(Completion completion) {
        return Duration.ofMillis(completion.timings().waitMs() + completion.timings().promptMs());
    }
}
