package dev.hoopoe.tools;

import java.util.Map;
import java.util.Set;

/**
 * A tool as a client sees it.
 *
 * @param name unique in its tool box, {@code domain_verb}
 * @param description for the model
 * @param inputSchema JSON Schema of the arguments as ordered maps, lists and scalars; the order is
 *     the same at every start, because prompts are cached by their exact tokens
 * @param effect what a call does to the world
 * @param undoable whether each change can be taken back
 * @param asks whether it asks the user itself before it changes anything
 * @param traits what a call lets in and out
 * @param outputSchema JSON Schema of the structured result, or empty where there is only text
 */
public record ToolDefinition(
        String name,
        String description,
        Map<String, Object> inputSchema,
        Effect effect,
        boolean undoable,
        boolean asks,
        Set<Trait> traits,
        Map<String, Object> outputSchema) {
    public ToolDefinition {
        traits = Set.copyOf(traits);
    }

    /** A tool whose results are text. */
    public ToolDefinition(
            String name,
            String description,
            Map<String, Object> inputSchema,
            Effect effect,
            boolean undoable,
            Set<Trait> traits) {
        this(name, description, inputSchema, effect, undoable, false, traits, Map.of());
    }

    /** This tool with another effect and other traits, such as for one whose author names none. */
    public ToolDefinition with(Effect other, Trait... others) {
        return new ToolDefinition(
                name,
                description,
                inputSchema,
                other,
                undoable,
                asks,
                Set.of(others),
                outputSchema);
    }

    ToolDefinition textOnly() {
        return new ToolDefinition(
                name, description, inputSchema, effect, undoable, asks, traits, Map.of());
    }
}
