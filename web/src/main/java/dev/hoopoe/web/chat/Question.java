package dev.hoopoe.web.chat;

import dev.hoopoe.agent.AgentLoop;
import dev.hoopoe.agent.ApprovalMode;
import dev.hoopoe.agent.Conversation;
import dev.hoopoe.agent.Outcome;
import dev.hoopoe.agent.Stop;
import dev.hoopoe.agent.TokenCount;
import dev.hoopoe.agent.sessions.Exchange;
import dev.hoopoe.agent.sessions.Session;
import dev.hoopoe.tools.Cancellation;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A question that is worked on, from the click to its last event. It owns its session while it
 * runs; any thread may look, stop and answer.
 */
final class Question {
    private final String id;
    private final Session session;
    private final String text;
    private final EventLog log = new EventLog();
    private final Cancellation cancellation = new Cancellation();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ModelQueue queue;
    private final Approvals approvals;
    private final ApprovalMode approval;
    private Object place = new Object();

    /**
     * @param text empty to go on with the session's unanswered question
     */
    Question(String id, Session session, String text, ModelQueue queue, ApprovalMode approval) {
        this.id = id;
        this.session = session;
        this.text = text;
        this.queue = queue;
        this.approval = approval;
        this.approvals = new Approvals(log, cancellation, this::withoutModel);
    }

    String id() {
        return id;
    }

    Session session() {
        return session;
    }

    EventLog log() {
        return log;
    }

    Approvals approvals() {
        return approvals;
    }

    void stop() {
        cancellation.cancel();
    }

    boolean endsWithin(Duration time) throws InterruptedException {
        return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Works on it; ends with the last event, when the session is free again.
     *
     * @param over runs before the last event
     */
    void run(AgentLoop loop, Runnable over) {
        Outcome outcome;
        try (session) {
            enter();
            outcome = answer(loop, session.conversation(approvals.in(approval)));
        } catch (RuntimeException e) {
            System.getLogger(Question.class.getName()).log(Level.ERROR, "A question failed", e);
            outcome = failed(String.valueOf(e.getMessage()));
        } finally {
            queue.leave(place);
            over.run();
            ended.countDown();
        }
        log.end(
                "done",
                StepJson.answer(
                        outcome.answer(),
                        outcome.stop(),
                        outcome.tokens(),
                        outcome.firstToken(),
                        outcome.total()));
    }

    private Outcome answer(AgentLoop loop, Conversation conversation) {
        Outcome outcome = asked(loop, conversation);
        loop.context(conversation)
                .ifPresent(use ->
                        log.add(
                                "context",
                                StepJson.object()
                                        .put("used", use.used())
                                        .put("length", use.length())));
        return outcome;
    }

    private Outcome asked(AgentLoop loop, Conversation conversation) {
        if (!text.isEmpty()) {
            return loop.ask(conversation, text, new Narrator(log, 0), cancellation);
        }
        List<Exchange> exchanges = session.exchanges();
        int before = exchanges.isEmpty() ? 0 : exchanges.getLast().calls().size();
        return loop.goOn(conversation, new Narrator(log, before), cancellation);
    }

    private void enter() {
        place =
                queue.enter(
                        cancellation,
                        ahead -> log.add("waiting", StepJson.object().put("ahead", ahead)));
    }

    private void withoutModel(Runnable work) {
        queue.leave(place);
        work.run();
        enter();
    }

    private static Outcome failed(String message) {
        return new Outcome(
                message,
                List.of(),
                List.of(),
                TokenCount.NONE,
                Duration.ZERO,
                Duration.ZERO,
                Stop.FAILED);
    }
}
