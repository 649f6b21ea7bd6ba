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
 */
public record ToolDefinition(
        String name,
        String description,
        Map<String, Object> inputSchema,
        Effect effect,
        boolean undoable,
        boolean asks,
        Set<Trait> traits) {
    /** A tool that does not ask the user itself. */
    public ToolDefinition(
            String name,
            String description,
            Map<String, Object> inputSchema,
            Effect effect,
            boolean undoable,
            Set<Trait> traits) {
        this(name, description, inputSchema, effect, undoable, false, traits);
    }

    public ToolDefinition {
        traits = Set.copyOf(traits);
    }
}
