package dev.hoopoe.web.chat;

import dev.hoopoe.agent.AgentLoop;
import dev.hoopoe.agent.ApprovalMode;
import dev.hoopoe.agent.sessions.Session;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The questions of all conversations: one at a time in each, and one at a time with the model. Safe
 * from every thread; whoever made it closes it.
 */
final class Questions implements AutoCloseable {
    private final ApprovalMode approval;
    private final ModelQueue queue = new ModelQueue();
    private final Map<String, Question> running = new LinkedHashMap<>();
    private final Map<String, Question> known = new LinkedHashMap<>();
    private boolean closed;

    Questions(ApprovalMode approval) {
        this.approval = approval;
    }

    /**
     * Starts to work on a question.
     *
     * @param session closed when the question has ended, or could not be started
     * @param text empty to go on with the unanswered question
     */
    Question start(Session session, String text, AgentLoop loop) {
        Question question;
        try {
            question = admit(session, text);
        } catch (ApiException e) {
            session.close();
            throw e;
        }
        Thread.ofVirtual()
                .name("hoopoe-question")
                .start(() -> question.run(loop, () -> ended(question)));
        return question;
    }

    private synchronized Question admit(Session session, String text) {
        if (closed) {
            throw refusal(503, "stopping", "Hoopoe is stopping. Start it again.");
        }
        if (running.size() >= PageLimits.OPEN_QUESTIONS) {
            throw refusal(
                    429,
                    "too_many_questions",
                    "%d questions are open, which is the limit. Wait for one, or stop one."
                            .formatted(PageLimits.OPEN_QUESTIONS));
        }
        Question question = new Question(Entrance.newSecret(), session, text, queue, approval);
        running.put(session.id(), question);
        known.put(question.id(), question);
        forgetOldest();
        return question;
    }

    private void forgetOldest() {
        List<String> ended =
                known.values().stream()
                        .filter(q -> !running.containsValue(q))
                        .map(Question::id)
                        .toList();
        ended.stream()
                .limit(Math.max(0, ended.size() - PageLimits.KEPT_QUESTIONS))
                .forEach(known::remove);
    }

    private static ApiException refusal(int status, String code, String message) {
        return new ApiException(ApiError.of(status, code, message));
    }

    private synchronized void ended(Question question) {
        running.remove(question.session().id(), question);
    }

    /** The question that a conversation waits for. */
    synchronized Optional<Question> running(String conversation) {
        return Optional.ofNullable(running.get(conversation));
    }

    /** A question that runs or has ended not long ago. */
    synchronized Optional<Question> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    int waiting() {
        return queue.length();
    }

    private synchronized List<Question> shut() {
        closed = true;
        return new ArrayList<>(running.values());
    }

    /** Stops all questions, and waits a little for their ends. */
    @Override
    public void close() {
        List<Question> open = shut();
        open.forEach(Question::stop);
        Duration each = PageLimits.STOP.dividedBy(Math.max(1, open.size()));
        try {
            for (Question question : open) {
                if (!question.endsWithin(each)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
