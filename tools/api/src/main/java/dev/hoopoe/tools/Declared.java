package dev.hoopoe.tools;

import java.util.Map;

/** A tool of which somebody else than its author says what it does to the world. */
final class Declared implements ToolHandler {
    private final ToolHandler tool;
    private final ToolDefinition definition;

    Declared(ToolHandler tool, Effect effect, Trait... traits) {
        this.tool = tool;
        this.definition = tool.definition().with(effect, traits);
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public Reply call(Map<String, ?> arguments, Call call) {
        return tool.call(arguments, call);
    }

    @Override
    public String toString() {
        return tool.toString();
    }
}
