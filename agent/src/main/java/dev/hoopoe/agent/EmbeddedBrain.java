package dev.hoopoe.agent;

import dev.hoopoe.agent.calls.CallReader;
import dev.hoopoe.agent.calls.TextCall;
import dev.hoopoe.inference.Bounds;
import dev.hoopoe.inference.Completion;
import dev.hoopoe.inference.CompletionRequest;
import dev.hoopoe.inference.Constraint;
import dev.hoopoe.inference.InferenceException;
import dev.hoopoe.inference.ScoreRequest;
import dev.hoopoe.inference.Scores;
import dev.hoopoe.inference.StopReason;
import dev.hoopoe.inference.ToolCallingModel;
import dev.hoopoe.tools.Json;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Drives the embedded engine. Whether to call or to answer is a decision of its own: the likelihood
 * of the two openings, after examples have shown both. A call is then written under a grammar, so
 * that it names a tool that exists and has arguments of that tool's schema.
 */
final class EmbeddedBrain implements Brain {
    /** What an answer begins with, in the examples and in every conversation. */
    static final String ANSWER = "Answer:";

    /** What a call begins with: bare JSON, which models write that never learnt their own tags. */
    static final String CALL = "{\"name\":";

    // A JSON string with the space before it that models write: a prefix that ends in a space would
    // leave them a token that they never saw there.
    private static final String TEXT =
            """
            root ::= " "? "\\"" char* "\\""
            char ::= [^"\\\\\\x00-\\x1f] | "\\\\" ["\\\\/bfnrt]
            """;

    // How much likelier (natural logarithm) a call must be than an answer: once everything that was
    // asked for is there, and while what the question named has just been read.
    private static final double SURE = 4;
    private static final double LIKELY = 1;

    private static final int CALL_TOKENS = 1_024;
    private static final int TOKENS_PER_MESSAGE = 8;

    private final ToolCallingModel model;
    private final List<ToolSpecification> tools;
    private final Set<String> names;
    private final Set<String> changing;
    private final List<ChatMessage> stable;

    /**
     * @param changing the names of the tools that change something
     */
    EmbeddedBrain(ToolCallingModel model, List<ToolSpecification> tools, Set<String> changing) {
        this.model = model;
        this.changing = changing;
        this.tools = tools;
        this.names = tools.stream().map(ToolSpecification::name).collect(Collectors.toSet());
        this.stable = new ArrayList<>();
        stable.add(SystemMessage.from(Prompts.SYSTEM));
        stable.addAll(Examples.of(names));
    }

    @Override
    public int room(List<ChatMessage> messages) {
        int used =
                all(messages).stream()
                        .mapToInt(m -> model.count(m.toString()) + TOKENS_PER_MESSAGE)
                        .sum();
        int list = tools.stream().mapToInt(t -> model.count(t.toString())).sum();
        return Math.max(0, model.contextLength() - used - list);
    }

    @Override
    public int contextLength() {
        return model.contextLength();
    }

    @Override
    public Turn next(
            List<ChatMessage> messages, Wanted wanted, Consumer<String> onText, Limit limit) {
        try {
            return switch (wanted) {
                case Wanted.Anything all -> decide(messages, all, onText, limit);
                case Wanted.Answer none -> answer(messages, onText, limit);
            };
        } catch (InferenceException e) {
            throw new ModelFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private Turn decide(
            List<ChatMessage> messages,
            Wanted.Anything wanted,
            Consumer<String> onText,
            Limit limit) {
        if (tools.isEmpty()) {
            return answer(messages, onText, limit);
        }
        if (wanted.mustCall()) {
            return call(messages, onText, limit);
        }
        Scores scores = openings(messages, limit);
        return preferred(scores, messages, wanted, onText, limit).after(cost(scores));
    }

    private Turn preferred(
            Scores scores,
            List<ChatMessage> messages,
            Wanted.Anything wanted,
            Consumer<String> onText,
            Limit limit) {
        if (prefersCall(scores, wanted)) {
            Turn called = call(messages, onText, limit);
            if (!repeats(called.move(), messages) && !readsOwed(called.move(), wanted)) {
                return called;
            }
        }
        if (wanted.delivered().isPresent()) {
            onText.accept(wanted.delivered().get());
            return new Turn(
                    new Move.Answered(wanted.delivered().get()), TokenCount.NONE, Duration.ZERO);
        }
        return wanted.owed().isPresent()
                ? fill(messages, wanted.owed().get(), limit)
                : answer(messages, onText, limit);
    }

    /** Whether every call was made before and its result stands above: the model knows enough. */
    private static boolean repeats(Move move, List<ChatMessage> messages) {
        Set<String> made = new HashSet<>();
        for (ChatMessage message : messages) {
            if (message instanceof UserMessage) {
                made.clear(); // what was read for an earlier question may have changed since
            } else if (message instanceof AiMessage ai && ai.hasToolExecutionRequests()) {
                made.add(asText(ai));
            }
        }
        return move instanceof Move.Called called
                && called.calls().stream().allMatch(c -> made.contains(asText(request(c))));
    }

    /** Whether a call looks into the file that is still to be written. */
    private static boolean readsOwed(Move move, Wanted.Anything wanted) {
        return wanted.owed().isPresent()
                && move instanceof Move.Called called
                && called.calls().stream()
                        .anyMatch(c ->
                                !c.name().equals(wanted.owed().get().tool())
                                        && c.arguments().equals(wanted.owed().get().known()));
    }

    private static AiMessage request(TextCall call) {
        return AiMessage.from(
                ToolExecutionRequest.builder()
                        .name(call.name())
                        .arguments(Json.write(call.arguments()))
                        .build());
    }

    private Scores openings(List<ChatMessage> messages, Limit limit) {
        return model.score(
                new ScoreRequest(
                        request(messages, limit).input(),
                        List.of(CALL, ANSWER),
                        new Bounds(limit::cancelled, limit.remaining())));
    }

    private static boolean prefersCall(Scores openings, Wanted.Anything wanted) {
        double margin =
                openings.scores().get(0).logProbability()
                        - openings.scores().get(1).logProbability();
        return margin >= (wanted.delivered().isPresent() ? SURE : wanted.named() ? LIKELY : 0);
    }

    /** What the decision cost; what follows it finds the same prompt in the cache. */
    private static Turn cost(Scores scores) {
        TokenCount tokens =
                new TokenCount(scores.usage().promptTokens(), scores.usage().cachedTokens(), 0);
        return new Turn(new Move.Answered(""), tokens, Duration.ofMillis(scores.totalMs()));
    }

    /** Lets the model write the one argument that the question leaves open. */
    private Turn fill(List<ChatMessage> messages, Owed owed, Limit limit) {
        String known = Json.write(owed.known());
        String prefix =
                "%s \"%s\", \"arguments\": %s, \"%s\":"
                        .formatted(
                                CALL,
                                owed.tool(),
                                known.substring(0, known.length() - 1),
                                owed.open());
        Completion value =
                model.complete(
                        request(messages, limit)
                                .withAssistantPrefix(prefix)
                                .withConstraint(new Constraint.Gbnf(TEXT))
                                .withMaxOutputTokens(limit.outputTokens()));
        return called(prefix + value.text() + "}}", value)
                .orElseGet(() ->
                        fillWithAnswer(messages, owed, limit)
                                .with(count(value), firstToken(value)));
    }

    /**
     * A text that would not end is given up; what the model answers is what it would have written.
     */
    private Turn fillWithAnswer(List<ChatMessage> messages, Owed owed, Limit limit) {
        Turn answer = answer(messages, text -> {}, limit);
        String text = ((Move.Answered) answer.move()).text();
        if (text.isEmpty() || limit.cancelled()) {
            return answer;
        }
        Map<String, Object> arguments = new LinkedHashMap<>(owed.known());
        arguments.put(owed.open(), text);
        Move call = new Move.Called(List.of(new TextCall(owed.tool(), arguments)));
        return new Turn(call, answer.tokens(), answer.firstToken());
    }

    private Turn call(List<ChatMessage> messages, Consumer<String> onText, Limit limit) {
        Completion call =
                model.complete(
                        request(messages, limit)
                                .withConstraint(new Constraint.ToolCall(callable(messages)))
                                .withMaxOutputTokens(CALL_TOKENS));
        return called(call.text(), call).orElseGet(() -> answer(messages, onText, limit));
    }

    /** The tools that make sense now; the list that the model is shown stays the same. */
    private List<ToolSpecification> callable(List<ChatMessage> messages) {
        boolean more = messages.stream().anyMatch(EmbeddedBrain::partial);
        boolean write = messages.stream().anyMatch(EmbeddedBrain::asksForChange);
        List<ToolSpecification> callable =
                tools.stream()
                        .filter(t -> more || !t.name().equals("result_read"))
                        .filter(t -> write || !changing.contains(t.name()))
                        .toList();
        return callable.isEmpty() ? tools : callable;
    }

    private static boolean partial(ChatMessage message) {
        return message instanceof ToolExecutionResultMessage result
                && result.text().contains("[more: ");
    }

    private static boolean asksForChange(ChatMessage message) {
        return message instanceof UserMessage user && WriteIntent.in(user.singleText());
    }

    // A call that ran out of tokens is none: half a file must not be written.
    private Optional<Turn> called(String text, Completion completion) {
        List<TextCall> read = CallReader.read(text, names);
        boolean whole = completion.reason() == StopReason.END && !read.isEmpty();
        return whole ? Optional.of(turn(new Move.Called(read), completion)) : Optional.empty();
    }

    private Turn answer(List<ChatMessage> messages, Consumer<String> onText, Limit limit) {
        Completion text =
                model.complete(
                        request(messages, limit)
                                .withAssistantPrefix(ANSWER)
                                .withOnText(onText)
                                .withMaxOutputTokens(limit.outputTokens()));
        return turn(new Move.Answered(text.text().strip()), text);
    }

    private CompletionRequest request(List<ChatMessage> messages, Limit limit) {
        return CompletionRequest.of(all(messages))
                .withStableMessages(stable.size())
                .withTools(tools)
                .withCancellation(limit::cancelled)
                .withTimeout(limit.remaining());
    }

    private List<ChatMessage> all(List<ChatMessage> messages) {
        List<ChatMessage> all = new ArrayList<>(stable);
        messages.forEach(m -> all.add(m instanceof AiMessage ai ? AiMessage.from(asText(ai)) : m));
        return all;
    }

    /** A turn as the examples write it: calls as bare JSON, an answer behind its opening. */
    static String asText(AiMessage message) {
        if (!message.hasToolExecutionRequests()) {
            return ANSWER + " " + message.text();
        }
        return message.toolExecutionRequests().stream()
                .map(r -> CALL + " \"" + r.name() + "\", \"arguments\": " + r.arguments() + "}")
                .collect(Collectors.joining("\n"));
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
