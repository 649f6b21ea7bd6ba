package dev.hoopoe.web.chat;

import dev.hoopoe.agent.Approver;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Cancellation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Puts a question's requests before its person and waits for the answer: no tab, no answer in time
 * and a stopped question mean no. While it waits, others may use the model.
 */
final class Approvals implements Approver {
    /** Gives the model away for as long as the work takes. */
    interface Pause {
        void during(Runnable work);
    }

    private final EventLog log;
    private final Cancellation cancellation;
    private final Pause pause;
    private final Map<Integer, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();
    private int asked;

    Approvals(EventLog log, Cancellation cancellation, Pause pause) {
        this.log = log;
        this.cancellation = cancellation;
        this.pause = pause;
    }

    @Override
    public boolean approve(Question question) {
        return decide(question) instanceof Answer.Allow;
    }

    @Override
    public Answer decide(Question question) {
        int number = ++asked;
        CompletableFuture<Answer> waiting = new CompletableFuture<>();
        open.put(number, waiting);
        log.add("approval", StepJson.approval(number, question));
        pause.during(() -> await(waiting));
        open.remove(number);
        Answer answer = waiting.getNow(Answer.no(""));
        boolean allowed = answer instanceof Answer.Allow;
        log.add("approved", StepJson.object().put("number", number).put("allowed", allowed));
        return answer;
    }

    private void await(CompletableFuture<Answer> answer) {
        try (Call.Registration _ = cancellation.onCancel(() -> answer.complete(Answer.no("")))) {
            answer.get(PageLimits.APPROVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            answer.complete(Answer.no(""));
        } catch (InterruptedException e) {
            answer.complete(Answer.no(""));
            Thread.currentThread().interrupt();
        }
    }

    /** The person's answer; false if nothing of that number waits for one. */
    boolean answer(int number, Answer said) {
        CompletableFuture<Answer> waiting = open.get(number);
        return waiting != null && waiting.complete(said);
    }
}
