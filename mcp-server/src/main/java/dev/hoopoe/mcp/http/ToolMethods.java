package dev.hoopoe.mcp.http;

import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.PlainText;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Trait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The methods that both generations of the protocol share, in terms of a tool box. Thread-safe. */
final class ToolMethods {
    static final String LIST = "tools/list";
    static final String CALL = "tools/call";
    private static final Set<String> ALL = Set.of(LIST, CALL);

    private final LiveToolBox tools;

    ToolMethods(LiveToolBox tools) {
        this.tools = tools;
    }

    static boolean has(String method) {
        return ALL.contains(method);
    }

    static Map<String, Object> capabilities() {
        return Map.of("tools", Map.of());
    }

    Map<String, Object> answer(Message message, RunningCall call) throws RpcException {
        return message.method().equals(LIST) ? list(message) : call(message, call);
    }

    private Map<String, Object> list(Message message) throws RpcException {
        if (message.params().containsKey("cursor")) {
            throw invalid(
                    "The cursor is none of this server, which lists all tools at once. Leave it out.");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("tools", tools.now().definitions().stream().map(ToolMethods::describe).toList());
        return result;
    }

    private static Map<String, Object> describe(ToolDefinition tool) {
        Map<String, Object> hints = new LinkedHashMap<>();
        hints.put("readOnlyHint", tool.effect().readOnly());
        hints.put("destructiveHint", tool.effect().destructive());
        hints.put("idempotentHint", tool.effect().idempotent());
        hints.put("openWorldHint", tool.traits().contains(Trait.SENDS_OUTSIDE));
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", tool.name());
        described.put("description", tool.description());
        described.put("inputSchema", tool.inputSchema());
        if (!tool.outputSchema().isEmpty()) {
            described.put("outputSchema", tool.outputSchema());
        }
        described.put("annotations", hints);
        return described;
    }

    private Map<String, Object> call(Message message, RunningCall call) throws RpcException {
        Object arguments = message.params().get("arguments");
        if (!(message.params().get("name") instanceof String name)) {
            throw invalid("A call needs the name of a tool, a string, in its params.");
        }
        if (arguments != null && !(arguments instanceof Map<?, ?>)) {
            throw invalid("The arguments of a call must be an object.");
        }
        return result(run(name, Message.object(arguments), call));
    }

    private static RpcException invalid(String reason) {
        return new RpcException(400, RpcException.INVALID_PARAMS, reason);
    }

    /** A tool that lacks a class must not leave its client without an answer. */
    private ToolResult run(String name, Map<String, Object> arguments, RunningCall call) {
        try {
            return tools.now().call(name, arguments, call);
        } catch (Error e) {
            System.getLogger(ToolMethods.class.getName())
                    .log(System.Logger.Level.ERROR, "Tool " + name + " failed", e);
            return ToolResult.failed(
                    "%s failed inside (%s). This is a fault in the tool; try another way."
                            .formatted(name, e.getClass().getSimpleName()));
        }
    }

    private static Map<String, Object> result(ToolResult result) {
        String text = result.error() ? PlainText.clean(result.text()) : result.text();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("type", "text");
        content.put("text", text);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("content", List.of(content));
        answer.put("isError", result.error());
        if (!result.structured().isEmpty()) {
            answer.put("structuredContent", result.structured());
        }
        return answer;
    }
}
