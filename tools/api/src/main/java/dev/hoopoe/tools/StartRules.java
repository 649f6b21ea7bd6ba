package dev.hoopoe.tools;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a definition must be so that a model, and every client between, can use it. Broken rules end
 * the program at its start, when the author can still mend them.
 */
final class StartRules {
    /** The most tokens that one definition may cost; every client pays them before any question. */
    static final int MAX_DEFINITION_TOKENS = 220;

    // What the APIs of the large models accept; MCP itself allows more.
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern COMPILED_AWAY = Pattern.compile("arg[0-9]+");

    /** Names that say nothing about what is acted on. */
    private static final Set<String> VAGUE =
            Set.of(
                    "run",
                    "execute",
                    "call",
                    "invoke",
                    "tool",
                    "function",
                    "test",
                    "main",
                    "do",
                    "get",
                    "set",
                    "process",
                    "handle",
                    "action",
                    "perform",
                    "apply",
                    "method");

    private StartRules() {}

    /**
     * @param where the tool is written: class and method
     */
    static void check(String where, ToolDefinition tool) {
        name(where, tool.name());
        if (tool.description().isBlank()) {
            throw refused(where, "has no description", "write one in @Tool(\"…\")");
        }
        parameters(where, tool.inputSchema());
        String written = tool.name() + tool.description() + Json.write(tool.inputSchema());
        int tokens = Tokens.estimate(written);
        if (tokens > MAX_DEFINITION_TOKENS) {
            throw refused(
                    where,
                    "costs about %d tokens, over the %d that one definition may cost"
                            .formatted(tokens, MAX_DEFINITION_TOKENS),
                    "shorten its description and its @Doc texts");
        }
    }

    private static void name(String where, String name) {
        if (!NAME.matcher(name).matches()) {
            throw refused(
                    where,
                    "is named \"" + name + "\", which model interfaces refuse",
                    "use at most 64 letters, digits and _, beginning with a letter");
        }
        if (VAGUE.contains(name.toLowerCase(Locale.ROOT))) {
            throw refused(
                    where,
                    "is named \"" + name + "\", which does not say what it acts on",
                    "name it domain_verb, such as order_find");
        }
    }

    private static void parameters(String where, Map<String, Object> schema) {
        if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
            return;
        }
        Map<String, String> seen = new HashMap<>();
        properties.forEach((key, property) -> {
            String name = key.toString();
            parameter(where, name, property);
            String bare = name.replace("_", "").toLowerCase(Locale.ROOT);
            String twin = seen.putIfAbsent(bare, name);
            if (twin != null) {
                throw refused(
                        where,
                        "has the parameters " + twin + " and " + name + ", which models mix up",
                        "rename one");
            }
        });
    }

    private static void parameter(String where, String name, @Nullable Object property) {
        if (COMPILED_AWAY.matcher(name).matches()) {
            throw refused(
                    where,
                    "has a parameter named " + name,
                    "compile with -parameters, or name it in its annotation");
        }
        if (!PARAMETER.matcher(name).matches()) {
            throw refused(
                    where,
                    "has a parameter named \"" + name + "\"",
                    "use letters, digits and _, beginning with a letter");
        }
        boolean number = property instanceof Map<?, ?> map && "integer".equals(map.get("type"));
        if (name.equals("max_tokens") && !number) {
            throw refused(
                    where,
                    "has a parameter max_tokens that is no whole number; the tool box reads it as"
                            + " the budget of the result",
                    "make it an int, or rename it");
        }
    }

    /** Each default must be a value that a caller could send. */
    static void defaults(String where, Class<?> record) {
        for (RecordComponent component : record.getRecordComponents()) {
            Or or = component.getAnnotation(Or.class);
            try {
                if (or != null) {
                    RecordBinder.convert(
                            component.getName(), component.getGenericType(), or.value());
                }
            } catch (ToolException e) {
                throw refused(
                        where,
                        "has an unusable default: " + e.getMessage(),
                        "mend @Or of " + component.getName());
            }
        }
    }

    /** What a tool returns is shown as text, so it must have one. */
    static void returned(String where, Method method) {
        Class<?> type = method.getReturnType();
        if (type.isPrimitive() || type.isInterface() || type.isRecord() || type == Object.class) {
            return;
        }
        if (type.isArray() || !says(type)) {
            throw refused(
                    where,
                    "returns " + type.getSimpleName() + ", which has no text to show",
                    "return a String, a record, a List of records, or a Reply");
        }
    }

    private static boolean says(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    static IllegalArgumentException refused(String where, String rule, String fix) {
        return new IllegalArgumentException("Tool %s %s; %s.".formatted(where, rule, fix));
    }
}
