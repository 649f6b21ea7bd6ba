package dev.hoopoe.agent;

import dev.hoopoe.agent.calls.TextCall;
import dev.langchain4j.data.message.ChatMessage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A model as the loop uses it: it looks at the conversation and makes one move. One implementation
 * drives the embedded engine, whose calls are always valid; the other any LangChain4j chat model,
 * whose text is read tolerantly.
 */
interface Brain {
    /**
     * The next move.
     *
     * @param onText receives the pieces of an answer as they come
     * @throws ModelFailure if the model cannot go on
     */
    Turn next(List<ChatMessage> messages, Wanted wanted, Consumer<String> onText, Limit limit);

    /** Tokens of the conversation that still fit, or a large number where nobody knows. */
    int room(List<ChatMessage> messages);

    /** What the loop lets the model do now. */
    sealed interface Wanted {
        /** Answer or call any tool. */
        record Anything() implements Wanted {}

        /** Call one of these tools: something that the user asked for is not done yet. */
        record CallOf(Set<String> tools) implements Wanted {}

        /** Answer with what there is. */
        record Answer() implements Wanted {}
    }

    /** What the model did. */
    sealed interface Move {
        /** It answered. */
        record Answered(String text) implements Move {}

        /** It wants these calls made, in order. */
        record Called(List<TextCall> calls) implements Move {}
    }

    /** A move and what it cost. */
    record Turn(Move move, TokenCount tokens, Duration firstToken) {
        /** This turn with the cost of what came before it. */
        Turn with(TokenCount before, Duration first) {
            return new Turn(move, tokens.plus(before), first);
        }
    }

    /** The bounds of one move. */
    interface Limit {
        /** Most tokens to write. */
        int outputTokens();

        /** Time left for the question. */
        Duration remaining();

        /** Runs the action when the question is cancelled; close when done. */
        AutoCloseable onCancel(Runnable action);

        /** Whether the question is cancelled. */
        boolean cancelled();
    }
}
