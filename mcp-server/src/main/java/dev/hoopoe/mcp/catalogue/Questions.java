package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Requests of the server to one client, and who waits for their answers. Thread-safe. */
public final class Questions {
    private final Map<Object, CompletableFuture<Map<String, Object>>> open =
            new ConcurrentHashMap<>();

    /**
     * Sends a request and waits for its answer, as long as the call lasts.
     *
     * @param send gets the message
     * @return the result; empty if the client answers with an error or the call ends
     */
    public Map<String, Object> ask(
            Peer.Question question, Call call, Consumer<Map<String, Object>> send) {
        String id = "ask-" + UUID.randomUUID();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        open.put(id, answer);
        try (Call.Registration _ = call.onCancel(() -> answer.cancel(true))) {
            send.accept(message(id, question));
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        } catch (ExecutionException | CancellationException e) {
            return Map.of();
        } finally {
            open.remove(id);
        }
    }

    private static Map<String, Object> message(String id, Peer.Question question) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        message.put("method", question.method());
        message.put("params", question.params());
        return message;
    }

    /**
     * An answer of the client; one that nobody waits for is passed over.
     *
     * @param result empty for an error
     */
    public void answered(Object id, Map<String, Object> result) {
        CompletableFuture<Map<String, Object>> waiting = open.get(id);
        if (waiting != null) {
            waiting.complete(result);
        }
    }
}
