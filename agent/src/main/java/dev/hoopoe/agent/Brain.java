package dev.hoopoe.agent;

import dev.hoopoe.agent.calls.TextCall;
import dev.langchain4j.data.message.ChatMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Tokens that fit in all, or 0 where nobody knows. */
    default int contextLength() {
        return 0;
    }

    /** What the loop lets the model do now. */
    sealed interface Wanted {
        /**
         * Call any tool or answer; but while a file is owed, write it instead of answering.
         *
         * @param owed a call that the question asks for and that has not been made
         * @param delivered what the files hold that the question asks for, once all are written:
         *     there is most likely nothing left to do or to say
         * @param named whether all that is known so far is what the question itself named, so that
         *     the answer is most likely in it
         * @param mustCall whether what is known so far cannot hold the answer
         */
        record Anything(
                Optional<Owed> owed, Optional<String> delivered, boolean named, boolean mustCall)
                implements Wanted {}

        /** Answer with what there is. */
        record Answer() implements Wanted {}
    }

    /**
     * A call of which all but one argument is known from the question.
     *
     * @param tool the tool to call
     * @param known its known arguments
     * @param open the argument, a text, that the model has to supply
     */
    record Owed(String tool, Map<String, Object> known, String open) {}

    /** What the model did. */
    sealed interface Move {
        /** It answered. */
        record Answered(String text) implements Move {}

        /** It wants these calls made, in order. */
        record Called(List<TextCall> calls) implements Move {}
    }

    /** A move and what it cost. */
    record Turn(Move move, TokenCount tokens, Duration firstToken) {
        /**
         * This turn behind a decision over the same prompt: the prompt counts once, and was as much
         * in the cache as the decision found it.
         */
        Turn after(Turn decision) {
            TokenCount count =
                    new TokenCount(
                            decision.tokens.prompt(), decision.tokens.cached(), tokens.output());
            return new Turn(move, count, decision.firstToken.plus(firstToken));
        }

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
