package dev.hoopoe.mcp;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.PlainText;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Trait;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A tool box in the words of the protocol. Thread-safe. */
final class ToolCatalogue {
    private final LiveToolBox tools;
    private final Duration callTime;
    private List<ToolDefinition> announced = List.of();

    ToolCatalogue(LiveToolBox tools, Duration callTime) {
        this.tools = tools;
        this.callTime = callTime;
    }

    /** The tools in the order of the box, which is the same at every start. */
    synchronized List<AsyncToolSpecification> specifications() {
        announced = tools.now().definitions();
        return announced.stream().map(this::specification).toList();
    }

    private AsyncToolSpecification specification(ToolDefinition tool) {
        return new AsyncToolSpecification(describe(tool), this::call);
    }

    private static McpSchema.Tool describe(ToolDefinition tool) {
        var described =
                McpSchema.Tool.builder(tool.name(), tool.inputSchema())
                        .description(tool.description())
                        .annotations(hints(tool));
        if (!tool.outputSchema().isEmpty()) {
            described.outputSchema(tool.outputSchema());
        }
        return described.build();
    }

    /**
     * Hands each change of the tools on to the SDK's server, which tells the client {@code
     * tools/list_changed}; close to stop.
     */
    Call.Registration follow(McpAsyncServer server) {
        Call.Registration following = tools.onChange(_ -> announce(server));
        // What changed since the specifications were taken.
        announce(server);
        return following;
    }

    private synchronized void announce(McpAsyncServer server) {
        List<ToolDefinition> before = announced;
        announced = tools.now().definitions();
        before.stream()
                .filter(tool -> !announced.contains(tool))
                .forEach(tool -> server.removeTool(tool.name()).block());
        announced.stream()
                .filter(tool -> !before.contains(tool))
                .forEach(tool -> server.addTool(specification(tool)).block());
    }

    private static McpSchema.ToolAnnotations hints(ToolDefinition tool) {
        return McpSchema.ToolAnnotations.builder()
                .readOnlyHint(tool.effect().readOnly())
                .destructiveHint(tool.effect().destructive())
                .idempotentHint(tool.effect().idempotent())
                .openWorldHint(tool.traits().contains(Trait.SENDS_OUTSIDE))
                .build();
    }

    /** Runs the tool on the thread that subscribes, which is the call's own. */
    private Mono<McpSchema.CallToolResult> call(
            McpAsyncServerExchange client, McpSchema.CallToolRequest request) {
        return Mono.fromSupplier(() -> answer(run(client, request)));
    }

    private ToolResult run(McpAsyncServerExchange client, McpSchema.CallToolRequest request) {
        if (!(client.transportContext().get(OpenCall.KEY) instanceof OpenCall open)) {
            throw new IllegalStateException("The transport handed on no call.");
        }
        Object token = request.meta() == null ? null : request.meta().get("progressToken");
        RunningCall call = RunningCall.with(new CallListener(open, client, token), callTime);
        open.attach(call);
        Map<String, Object> arguments = request.arguments();
        return run(request.name(), arguments == null ? Map.of() : arguments, call);
    }

    /** Reactor would throw some errors on without a signal, and the client would wait for ever. */
    private ToolResult run(String name, Map<String, Object> arguments, RunningCall call) {
        try {
            return tools.now().call(name, arguments, call);
        } catch (Error e) {
            System.getLogger(ToolCatalogue.class.getName())
                    .log(System.Logger.Level.ERROR, "Tool " + name + " failed", e);
            return ToolResult.failed(
                    "%s failed inside (%s). This is a fault in the tool; try another way."
                            .formatted(name, e.getClass().getSimpleName()));
        }
    }

    /**
     * The answer for a name that no tool has: a result, as the reference SDKs give it, since a
     * model is shown results and can act on the nearest name; many clients keep errors of the
     * protocol to themselves.
     */
    Optional<McpSchema.CallToolResult> unknown(@Nullable Object params) {
        String name = params instanceof Map<?, ?> map ? String.valueOf(map.get("name")) : "";
        if (tools.now().find(name).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(answer(tools.now().call(name, Map.of())));
    }

    /** The answer for a tool that goes on long after its time. */
    McpSchema.CallToolResult overrun() {
        return answer(
                ToolResult.failed(
                        "The call took longer than %d s and was given up. Ask for less at once."
                                .formatted(callTime.toSeconds())));
    }

    /** Text once, and a structure only where asked for: clients differ in which form they show. */
    private static McpSchema.CallToolResult answer(ToolResult result) {
        // A lone surrogate from the arguments cannot be written as UTF-8.
        String text = result.error() ? PlainText.clean(result.text()) : result.text();
        var answer =
                McpSchema.CallToolResult.builder().addTextContent(text).isError(result.error());
        if (!result.structured().isEmpty()) {
            answer.structuredContent(result.structured());
        }
        return answer.build();
    }

    /** What is wrong with the params of a call, if anything; the SDK would fail inside instead. */
    static @Nullable String fault(@Nullable Object params) {
        if (!(params instanceof Map<?, ?> map) || !(map.get("name") instanceof String)) {
            return "A call needs the name of a tool, a string, in its params.";
        }
        if (!isObject(map.get("arguments")) || !isObject(map.get("_meta"))) {
            return "The arguments and _meta of a call must be objects.";
        }
        return null;
    }

    private static boolean isObject(@Nullable Object value) {
        return value == null || value instanceof Map<?, ?>;
    }
}
