package dev.hoopoe.agent;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model is shown of a conversation: the newest questions in full, older ones as question
 * and answer, the oldest as a list of what was asked. It gives way from the old end, and never
 * touches the question that is being worked on. Not for several threads.
 */
final class Memory {
    private static final int RESULTS_KEPT = 2;
    private static final int MAX_OLD_QUESTION = 300;
    private static final int MAX_OLD_ANSWER = 400;
    private static final int MAX_EARLIER = 12;
    private static final int MAX_EARLIER_CHARS = 80;
    private static final String LEFT_OUT =
            "[This older result was left out to make room. Call the tool again if you need it.]";

    private final List<String> earlier = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();

    /** A new question begins. */
    void begin(String question) {
        turns.add(new Turn(question));
    }

    /** Something belongs to the newest question. */
    void add(ChatMessage message) {
        if (!turns.isEmpty()) {
            turns.getLast().messages.add(message);
        }
    }

    /** All that the model is to be shown, oldest first. */
    List<ChatMessage> messages() {
        List<ChatMessage> all = new ArrayList<>();
        if (!earlier.isEmpty()) {
            all.add(UserMessage.from("Earlier I asked:\n- " + String.join("\n- ", earlier)));
            all.add(AiMessage.from("Yes, and I answered."));
        }
        turns.forEach(turn -> all.addAll(turn.messages));
        return all;
    }

    /** What the model last said to the newest question, where it was stopped before an answer. */
    String lastWords() {
        for (ChatMessage message : turns.getLast().messages.reversed()) {
            if (message instanceof AiMessage ai && ai.text() != null) {
                return ai.text();
            }
        }
        return "";
    }

    /**
     * Gives up the least that can be missed: an old result, then how old questions were answered,
     * then the older half of the old questions; false if only the newest question and its newest
     * results are left.
     *
     * <p>Old questions give way many at a time: each change of what stands in front makes the model
     * read everything behind it again.
     */
    boolean shorten() {
        return leaveOutResult() || shortenOldTurns() || forgetOldTurns();
    }

    /** Gives up most of what is older than the newest questions, before it has to be counted. */
    void compact(int newestInFull) {
        int older = Math.max(0, turns.size() - newestInFull);
        turns.subList(0, older).forEach(Turn::shorten);
        while (turns.size() > newestInFull + MAX_EARLIER && forgetOldTurns()) {
            // Halves what is older each time.
        }
    }

    private boolean leaveOutResult() {
        int results = turns.stream().mapToInt(Turn::results).sum();
        if (results <= RESULTS_KEPT) {
            return false;
        }
        return turns.stream().anyMatch(Turn::leaveOutOldest);
    }

    private boolean shortenOldTurns() {
        boolean changed = false;
        for (Turn turn : turns.subList(0, Math.max(0, turns.size() - 1))) {
            changed |= turn.shorten();
        }
        return changed;
    }

    private boolean forgetOldTurns() {
        int old = turns.size() - 1;
        if (old > 0) {
            List<Turn> oldest = turns.subList(0, (old + 1) / 2);
            oldest.forEach(turn -> earlier.add(cut(turn.question, MAX_EARLIER_CHARS)));
            oldest.clear();
            earlier.subList(0, Math.max(0, earlier.size() - MAX_EARLIER)).clear();
            return true;
        }
        boolean any = !earlier.isEmpty();
        earlier.clear();
        return any;
    }

    private static String cut(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= most ? line : line.substring(0, most) + "…";
    }

    /** A question with everything that was done for it. */
    private static final class Turn {
        private final String question;
        private final List<ChatMessage> messages = new ArrayList<>();
        private boolean shortened;

        Turn(String question) {
            this.question = question;
            messages.add(UserMessage.from(question));
        }

        /** How many results are still shown. */
        int results() {
            return (int) messages.stream().filter(Turn::isResult).count();
        }

        private static boolean isResult(ChatMessage message) {
            return message instanceof ToolExecutionResultMessage result
                    && !result.text().equals(LEFT_OUT);
        }

        boolean leaveOutOldest() {
            for (int i = 0; i < messages.size(); i++) {
                if (isResult(messages.get(i))
                        && messages.get(i) instanceof ToolExecutionResultMessage result) {
                    messages.set(
                            i,
                            ToolExecutionResultMessage.from(
                                    result.id(), result.toolName(), LEFT_OUT));
                    return true;
                }
            }
            return false;
        }

        boolean shorten() {
            if (shortened) {
                return false;
            }
            String answer =
                    messages.getLast() instanceof AiMessage ai && ai.text() != null
                            ? ai.text()
                            : Conversation.INTERRUPTED;
            messages.clear();
            messages.add(UserMessage.from(cut(question, MAX_OLD_QUESTION)));
            messages.add(AiMessage.from(cut(answer, MAX_OLD_ANSWER)));
            shortened = true;
            return true;
        }
    }
}
