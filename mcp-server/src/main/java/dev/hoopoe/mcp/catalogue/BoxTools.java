package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.PlainText;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Trait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool box in the words of the protocol. It answers for every name, known or not. */
final class BoxTools implements ToolSource {
    private final LiveToolBox tools;

    BoxTools(LiveToolBox tools) {
        this.tools = tools;
    }

    @Override
    public List<Map<String, Object>> definitions() {
        return tools.now().definitions().stream().map(BoxTools::describe).toList();
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

    /**
     * A name that no tool has is an error of the protocol (MCP, tools, error handling) that names
     * the nearest; a tool that is only not enabled answers by a result that says how it would be.
     */
    @Override
    public Optional<Map<String, Object>> call(String name, Map<String, Object> arguments, Peer peer)
            throws RpcException {
        ToolResult result = run(name, arguments, peer);
        if (!tools.now().knows(name)) {
            throw RpcException.invalid(PlainText.clean(result.body()));
        }
        return Optional.of(result(result));
    }

    /** A tool that lacks a class must not leave its client without an answer. */
    private ToolResult run(String name, Map<String, Object> arguments, Peer peer) {
        try {
            return tools.now().call(name, arguments, peer.call());
        } catch (InputRequired e) {
            throw e;
        } catch (Error e) {
            System.getLogger(BoxTools.class.getName())
                    .log(System.Logger.Level.ERROR, "Tool " + name + " failed", e);
            return ToolResult.failed(
                    "%s failed inside (%s). This is a fault in the tool; try another way."
                            .formatted(name, e.getClass().getSimpleName()));
        }
    }

    /** Text once, and a structure only where asked for: clients differ in which form they show. */
    static Map<String, Object> result(ToolResult result) {
        // A lone surrogate from the arguments cannot be written as UTF-8.
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
