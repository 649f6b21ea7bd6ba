package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ready-made requests that a person picks and fills in. Thread-safe. */
public interface Prompts {
    /** All of them, in a stable order. */
    List<Prompt> list();

    /**
     * The messages of a prompt of {@link #list}, filled in; each has a {@code role} and a {@code
     * content} in the words of the protocol.
     *
     * @param arguments with all that are required, and no others than the prompt has
     */
    List<Map<String, Object>> messages(String name, Map<String, String> arguments, Peer peer);

    /** Values of an argument that go on from what was typed; none by default. */
    default List<String> complete(String prompt, String argument, String typed, Call call) {
        return List.of();
    }

    /** A message of text in the user's name. */
    static Map<String, Object> user(String text) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("type", "text");
        content.put("text", text);
        return user(content);
    }

    /** A message in the user's name. */
    static Map<String, Object> user(Map<String, Object> content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "user");
        message.put("content", content);
        return message;
    }

    /**
     * A prompt as clients list it.
     *
     * @param name unique
     * @param title for people
     * @param description what it does
     * @param arguments in the order in which a person is asked for them
     */
    record Prompt(String name, String title, String description, List<Argument> arguments) {
        public Prompt {
            arguments = List.copyOf(arguments);
        }

        Map<String, Object> describe() {
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("name", name);
            described.put("title", title);
            described.put("description", description);
            described.put("arguments", arguments.stream().map(Argument::describe).toList());
            return described;
        }
    }

    /**
     * An argument of a prompt.
     *
     * @param name unique in its prompt
     * @param description for people
     * @param required whether the prompt makes no sense without it
     */
    record Argument(String name, String description, boolean required) {
        Map<String, Object> describe() {
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("name", name);
            described.put("description", description);
            described.put("required", required);
            return described;
        }
    }
}
