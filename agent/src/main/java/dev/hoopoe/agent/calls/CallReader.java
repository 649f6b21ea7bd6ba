package dev.hoopoe.agent.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the calls in a model's text, whatever their form: {@code <tool_call>} tags, code fences,
 * bare JSON, {@code parameters} for {@code arguments}, OpenAI's {@code function} objects, Mistral's
 * {@code [TOOL_CALLS]}, Llama's {@code <|python_tag|>} and {@code <function=…>}, Hammer's lists,
 * and Python calls. Only names of tools that exist count, so that prose about calls is no call.
 *
 * <p>Stateless and thread-safe. Works in time linear in the text, on at most {@link #MAX_CHARS}.
 */
public final class CallReader {
    /** Text beyond this is not looked at. */
    public static final int MAX_CHARS = 100_000;

    /** Calls read from one text. */
    public static final int MAX_CALLS = 16;

    /**
     * Places that looked like JSON and were none, before the rest of the text is taken as prose.
     */
    static final int MAX_FAILURES = 200;

    private CallReader() {}

    /** The calls, in order; empty if the text is an answer. */
    public static List<TextCall> read(String text, Set<String> tools) {
        String looked = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
        List<TextCall> calls = new ArrayList<>();
        LlamaTags.read(looked, tools, calls);
        if (calls.isEmpty()) {
            json(looked, tools, calls);
        }
        if (calls.isEmpty()) {
            PythonCalls.read(looked, tools, calls);
        }
        return calls.size() > MAX_CALLS ? calls.subList(0, MAX_CALLS) : calls;
    }

    private static void json(String text, Set<String> tools, List<TextCall> calls) {
        LooseJson json = new LooseJson(text);
        int at = 0;
        int failures = 0;
        while (failures < MAX_FAILURES && (at = json.nextStart(at)) >= 0) {
            LooseJson.Parsed parsed = json.parse(at);
            if (parsed == null) {
                at++;
                failures++;
            } else {
                collect(parsed.value(), tools, calls);
                at = parsed.end();
            }
        }
    }

    private static void collect(Object value, Set<String> tools, List<TextCall> calls) {
        if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, tools, calls));
        } else if (value instanceof Map<?, ?> map) {
            object(map, tools, calls);
        }
    }

    private static void object(Map<?, ?> map, Set<String> tools, List<TextCall> calls) {
        for (String wrapper : List.of("tool_calls", "function", "function_call", "tool_call")) {
            Object inner = map.get(wrapper);
            if (inner instanceof Map || inner instanceof List) {
                collect(inner, tools, calls);
                return;
            }
        }
        Object name = first(map, "name", "tool", "tool_name", "function", "action");
        if (name instanceof String known && tools.contains(known)) {
            Object arguments =
                    first(
                            map,
                            "arguments",
                            "parameters",
                            "args",
                            "input",
                            "action_input",
                            "params");
            calls.add(new TextCall(known, arguments(arguments)));
        }
    }

    private static Object first(Map<?, ?> map, String... keys) {
        for (String key : keys) {
            Object value = map.get(key);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    /** The arguments of a call, written as one JSON object; empty if the text is none. */
    public static Map<String, Object> arguments(String json) {
        String text = json.strip();
        LooseJson.Parsed parsed = text.startsWith("{") ? new LooseJson(text).parse(0) : null;
        return parsed == null ? Map.of() : arguments(parsed.value());
    }

    // OpenAI's form holds the arguments as JSON in a string.
    private static Map<String, Object> arguments(Object value) {
        if (value instanceof String text) {
            return arguments(text);
        }
        return value instanceof Map<?, ?> map ? LooseJson.stringKeys(map) : Map.of();
    }
}
