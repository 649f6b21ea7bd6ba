package dev.hoopoe.web.chat;

import dev.hoopoe.agent.Approver;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Cancellation;
import java.util.Locale;
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
    private final boolean approveEffects;
    private final Pause pause;
    private final Map<Integer, CompletableFuture<Boolean>> open = new ConcurrentHashMap<>();
    private int asked;

    Approvals(EventLog log, Cancellation cancellation, boolean approveEffects, Pause pause) {
        this.log = log;
        this.cancellation = cancellation;
        this.approveEffects = approveEffects;
        this.pause = pause;
    }

    @Override
    public boolean approve(Question question) {
        if (approveEffects && question.kind() == Kind.EFFECT) {
            return true;
        }
        int number = ++asked;
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        open.put(number, answer);
        log.add(
                "approval",
                StepJson.object()
                        .put("number", number)
                        .put("kind", question.kind().name().toLowerCase(Locale.ROOT))
                        .put("text", question.text()));
        pause.during(() -> await(answer));
        open.remove(number);
        boolean allowed = answer.getNow(false);
        log.add("approved", StepJson.object().put("number", number).put("allowed", allowed));
        return allowed;
    }

    private void await(CompletableFuture<Boolean> answer) {
        try (Call.Registration _ = cancellation.onCancel(() -> answer.complete(false))) {
            answer.get(PageLimits.APPROVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            answer.complete(false);
        } catch (InterruptedException e) {
            answer.complete(false);
            Thread.currentThread().interrupt();
        }
    }

    /** The person's answer; false if nothing of that number waits for one. */
    boolean answer(int number, boolean allowed) {
        CompletableFuture<Boolean> waiting = open.get(number);
        return waiting != null && waiting.complete(allowed);
    }
}
