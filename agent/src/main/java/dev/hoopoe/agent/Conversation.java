package dev.hoopoe.agent;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been said and done, from question to question. Belongs to one user; used by one thread
 * at a time.
 */
public final class Conversation {
    private static final int NEWEST_KEPT = 2;
    private static final String LEFT_OUT =
            "[This older result was left out to make room. Call the tool again if you need it.]";

    private final List<ChatMessage> messages = new ArrayList<>();
    private final StringBuilder userText = new StringBuilder();
    private final Guard guard;

    /** An empty conversation whose questions to the person go to the approver. */
    public Conversation(Approver approver) {
        this.guard = new Guard(approver);
    }

    List<ChatMessage> messages() {
        return messages;
    }

    /** Replaces the oldest whole result but the newest two by a note; false if there is none. */
    boolean shorten() {
        int kept = 0;
        for (ChatMessage message : messages) {
            kept += message instanceof ToolExecutionResultMessage ? 1 : 0;
        }
        for (int i = 0; i < messages.size() && kept > NEWEST_KEPT; i++) {
            if (messages.get(i) instanceof ToolExecutionResultMessage result) {
                kept--;
                if (!result.text().equals(LEFT_OUT)) {
                    messages.set(
                            i,
                            ToolExecutionResultMessage.from(
                                    result.id(), result.toolName(), LEFT_OUT));
                    return true;
                }
            }
        }
        return false;
    }

    Guard guard() {
        return guard;
    }

    void asked(String question) {
        userText.append(question).append('\n');
    }

    /** Everything that the user has written; addresses in it are the user's own. */
    String userText() {
        return userText.toString();
    }
}
