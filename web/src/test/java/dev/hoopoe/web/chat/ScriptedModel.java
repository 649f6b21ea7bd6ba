package dev.hoopoe.web.chat;

import dev.hoopoe.inference.Bounds;
import dev.hoopoe.inference.Completion;
import dev.hoopoe.inference.CompletionRequest;
import dev.hoopoe.inference.Constraint;
import dev.hoopoe.inference.Score;
import dev.hoopoe.inference.ScoreRequest;
import dev.hoopoe.inference.Scores;
import dev.hoopoe.inference.StopReason;
import dev.hoopoe.inference.Timings;
import dev.hoopoe.inference.ToolCallingModel;
import dev.hoopoe.inference.Turn;
import dev.hoopoe.inference.Usage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A model whose moves the test writes down: what it calls, what it says and how fast. */
final class ScriptedModel implements ToolCallingModel {
    /** In a text: wait here until {@link #goOn}. */
    static final String WAIT = "\u0001";

    /** What it does. */
    sealed interface Move {
        /** Calls a tool. */
        record Call(String json) implements Move {}

        /** Answers with these pieces. */
        record Say(List<String> pieces, Duration pace) implements Move {}
    }

    private final Map<String, List<Move>> scripts = new LinkedHashMap<>();
    private final Semaphore gate = new Semaphore(0);

    static Move call(String tool, String arguments) {
        return new Move.Call("{\"name\": \"%s\", \"arguments\": %s}".formatted(tool, arguments));
    }

    static Move say(String... pieces) {
        return new Move.Say(List.of(pieces), Duration.ZERO);
    }

    /** The text in pieces of about a token, so many a second. */
    static Move stream(String text, int perSecond) {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < text.length(); i += 4) {
            pieces.add(text.substring(i, Math.min(text.length(), i + 4)));
        }
        return new Move.Say(pieces, Duration.ofNanos(1_000_000_000L / perSecond));
    }

    /** What it does for questions that hold the text, one move after each result. */
    synchronized ScriptedModel when(String text, Move... moves) {
        scripts.put(text, List.of(moves));
        return this;
    }

    void goOn() {
        gate.release();
    }

    private synchronized Move next(List<ChatMessage> messages) {
        String question = "";
        int results = 0;
        for (ChatMessage message : messages) {
            if (message instanceof UserMessage user) {
                question = user.singleText();
                results = 0;
            } else if (message instanceof ToolExecutionResultMessage) {
                results++;
            }
        }
        String asked = question;
        List<Move> moves =
                scripts.entrySet().stream()
                        .filter(e -> asked.contains(e.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(List.of(say("I know nothing about that.")));
        return moves.get(Math.min(results, moves.size() - 1));
    }

    @Override
    public Scores score(ScoreRequest request) {
        boolean calls = next(request.input().messages()) instanceof Move.Call;
        return new Scores(
                List.of(new Score(calls ? 0 : -20, 1), new Score(calls ? -20 : 0, 1)),
                new Usage(400, 300, 0),
                1);
    }

    @Override
    public Completion complete(CompletionRequest request) {
        return switch (next(request.input().messages())) {
            case Move.Call call when request.output().constraint() instanceof Constraint.ToolCall ->
                    completion(call.json(), StopReason.END);
            case Move.Call call -> completion("", StopReason.END);
            case Move.Say say -> say(say, request);
        };
    }

    private Completion say(Move.Say say, CompletionRequest request) {
        StringBuilder text = new StringBuilder();
        for (String piece : say.pieces()) {
            if (!mayGoOn(piece.equals(WAIT), say.pace(), request.bounds())) {
                return completion(text.toString(), StopReason.CANCELLED);
            }
            if (!piece.equals(WAIT)) {
                text.append(piece);
                request.listener().onText().accept(piece);
            }
        }
        return completion(text.toString(), StopReason.END);
    }

    private boolean mayGoOn(boolean gated, Duration pace, Bounds bounds) {
        try {
            if (!gated) {
                TimeUnit.NANOSECONDS.sleep(pace.toNanos());
                return !bounds.cancellation().requested();
            }
            while (!gate.tryAcquire(5, TimeUnit.MILLISECONDS)) {
                if (bounds.cancellation().requested()) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Completion completion(String text, StopReason reason) {
        return new Completion(
                text, "", reason, new Usage(420, 400, text.length() / 4), new Timings(0, 2, 5, 1));
    }

    @Override
    public Turn turn(CompletionRequest request, ToolChoice choice, List<String> stops) {
        throw new UnsupportedOperationException("The loop does not use it");
    }

    @Override
    public int count(String text) {
        return text.length() / 4;
    }

    @Override
    public int contextLength() {
        return 8_192;
    }

    @Override
    public String name() {
        return "Scripted 1B";
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
