package dev.hoopoe.agent.sessions;

import dev.hoopoe.agent.AgentListener;
import dev.hoopoe.agent.AgentLoop;
import dev.hoopoe.agent.Conversation;
import dev.hoopoe.agent.Entry.Answered;
import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.Step;
import dev.hoopoe.agent.Stop;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs a session again from its recorded results, offline, and says what differs: whether another
 * model, another prompt or another version would have done the same.
 */
public final class Replay {
    private Replay() {}

    /**
     * One question, then and now.
     *
     * @param thenCalls the calls that were made, as text
     * @param nowCalls the calls that were wanted now
     */
    public record Comparison(
            String question,
            List<String> thenCalls,
            List<String> nowCalls,
            String thenAnswer,
            String nowAnswer) {
        public Comparison {
            thenCalls = List.copyOf(thenCalls);
            nowCalls = List.copyOf(nowCalls);
        }

        /** Whether the same calls were wanted in the same order. */
        public boolean sameCalls() {
            return thenCalls.equals(nowCalls);
        }

        /** Whether the answer is the same, letter by letter. */
        public boolean sameAnswer() {
            return thenAnswer.equals(nowAnswer);
        }
    }

    /**
     * Asks the session's answered questions again, in one conversation. Each call is allowed, since
     * none has an effect.
     *
     * @param each hears of each question when it is done
     */
    public static List<Comparison> run(
            AgentLoop loop,
            List<Exchange> exchanges,
            AgentListener listener,
            Cancellation cancellation,
            Consumer<Comparison> each) {
        Conversation conversation = new Conversation(question -> true);
        List<Comparison> comparisons = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            if (exchange.answer().isEmpty() || cancellation.cancelled()) {
                continue;
            }
            Recording recording = new Recording(exchange);
            Outcome outcome =
                    loop.with(recording, recording.readAhead())
                            .ask(conversation, exchange.question(), listener, cancellation);
            if (outcome.stop() != Stop.CANCELLED) {
                Comparison comparison = compare(exchange, outcome);
                comparisons.add(comparison);
                each.accept(comparison);
            }
        }
        return comparisons;
    }

    private static Comparison compare(Exchange exchange, Outcome outcome) {
        return new Comparison(
                exchange.question(),
                exchange.calls().stream()
                        .map(d -> call(d.request().tool(), d.request().arguments()))
                        .toList(),
                outcome.steps().stream().map(Replay::call).toList(),
                exchange.answer().map(Answered::answer).orElse(""),
                outcome.answer());
    }

    private static String call(Step step) {
        return call(step.tool(), step.arguments());
    }

    private static String call(String tool, Object arguments) {
        return tool + " " + Json.write(arguments);
    }
}
