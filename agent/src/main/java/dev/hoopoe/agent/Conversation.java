package dev.hoopoe.agent;

import dev.langchain4j.data.message.ChatMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been said and done, from question to question. Belongs to one user; used by one thread
 * at a time.
 */
public final class Conversation {
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
