package dev.hoopoe.mcp;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.PlainText;
import dev.hoopoe.tools.RunningCall;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Carries a tool's progress and questions to the client. */
final class CallListener implements RunningCall.Listener {
    /** The shortest time between two reports of progress, except before the last one. */
    static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);

    private static final String ALLOW = "allow";

    private final OpenCall open;
    private final McpAsyncServerExchange client;
    private final @Nullable Object token;
    private long lastSent;
    private double lastDone = Double.NEGATIVE_INFINITY;

    /**
     * @param token under which the client asked for progress, or null if it did not
     */
    CallListener(OpenCall open, McpAsyncServerExchange client, @Nullable Object token) {
        this.open = open;
        this.client = client;
        this.token = token;
    }

    @Override
    public void progress(double done, double total, String message) {
        if (token != null && !open.settled() && due(done, total)) {
            var report = McpSchema.ProgressNotification.builder(token, done);
            report.message(PlainText.clean(message));
            if (total > 0) {
                report.total(total);
            }
            client.progressNotification(report.build()).block();
        }
    }

    /** Progress must grow from one report to the next (MCP 2025-11-25, Progress). */
    private synchronized boolean due(double done, double total) {
        long now = System.nanoTime();
        boolean first = lastDone == Double.NEGATIVE_INFINITY;
        boolean last = total > 0 && done >= total;
        boolean early = !first && now - lastSent < PROGRESS_INTERVAL.toNanos();
        if (!(done > lastDone) || (early && !last)) {
            return false;
        }
        lastSent = now;
        lastDone = done;
        return true;
    }

    @Override
    public boolean ask(String question) {
        if (!canAnswer(client.getClientCapabilities())) {
            return false;
        }
        CompletableFuture<McpSchema.ElicitResult> answer =
                client.createElicitation(form(question)).toFuture();
        Call.Registration cancellation = open.onCancel(() -> answer.cancel(true));
        try {
            return allowed(answer);
        } finally {
            cancellation.close();
        }
    }

    private static boolean canAnswer(McpSchema.@Nullable ClientCapabilities capabilities) {
        if (capabilities == null || capabilities.elicitation() == null) {
            return false;
        }
        McpSchema.ClientCapabilities.Elicitation ways = capabilities.elicitation();
        return ways.form() != null || ways.url() == null;
    }

    /** A box to tick, unticked: a client that accepts forms by itself must not say yes. */
    private static McpSchema.ElicitRequest form(String question) {
        Map<String, Object> allow = new LinkedHashMap<>();
        allow.put("type", "boolean");
        allow.put("title", "Allow this");
        allow.put("default", false);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", Map.of(ALLOW, allow));
        schema.put("required", List.of(ALLOW));
        return McpSchema.ElicitFormRequest.builder(PlainText.clean(question), schema).build();
    }

    private static boolean allowed(CompletableFuture<McpSchema.ElicitResult> answer) {
        try {
            McpSchema.ElicitResult result = answer.get();
            return result.action() == McpSchema.ElicitResult.Action.ACCEPT
                    && result.content() != null
                    && Boolean.TRUE.equals(result.content().get(ALLOW));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | CancellationException e) {
            // No answer in time, or none that can be read: nobody said yes.
            return false;
        }
    }
}
