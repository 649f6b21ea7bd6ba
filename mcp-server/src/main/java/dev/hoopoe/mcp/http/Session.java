package dev.hoopoe.mcp.http;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of one client of 2025-11-25 or older between its requests. Thread-safe. */
final class Session {
    private final String id;
    private final boolean answersForms;
    private final Map<Object, Exchange> calls = new ConcurrentHashMap<>();
    private final Map<Object, CompletableFuture<Map<String, Object>>> questions =
            new ConcurrentHashMap<>();
    private volatile long lastUsed = System.nanoTime();

    Session(String id, Map<String, Object> capabilities) {
        this.id = id;
        Map<String, Object> ways = Message.object(capabilities.get("elicitation"));
        this.answersForms =
                capabilities.containsKey("elicitation")
                        && (ways.isEmpty() || ways.containsKey("form"));
    }

    String id() {
        return id;
    }

    boolean answersForms() {
        return answersForms;
    }

    void use() {
        lastUsed = System.nanoTime();
    }

    boolean idleFor(long nanos) {
        return calls.isEmpty() && System.nanoTime() - lastUsed > nanos;
    }

    /** False if a call of this id is still open. */
    boolean begin(Object call, Exchange exchange) {
        return calls.putIfAbsent(call, exchange) == null;
    }

    void end(Object call) {
        calls.remove(call);
        use();
    }

    void cancel(Object call) {
        Exchange exchange = calls.get(call);
        if (exchange != null) {
            exchange.cancel();
        }
    }

    void cancelAll() {
        calls.values().forEach(Exchange::cancel);
    }

    CompletableFuture<Map<String, Object>> expect(String question) {
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        questions.put(question, answer);
        return answer.whenComplete((_, _) -> questions.remove(question));
    }

    /** An answer that nobody waits for is passed over. */
    void answered(Object question, Map<String, Object> answer) {
        CompletableFuture<Map<String, Object>> waiting = questions.get(question);
        if (waiting != null) {
            waiting.complete(answer);
        }
    }
}
