package dev.hoopoe.tools;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds an object's {@link Tool} methods and refuses, at start-up, what would confuse a model. */
final class ToolMethods {
    /** The most tokens that one definition may cost; every client pays them before any question. */
    static final int MAX_DEFINITION_TOKENS = 220;

    private ToolMethods() {}

    static List<ToolHandler> of(Object author) {
        List<ToolHandler> found =
                Arrays.stream(author.getClass().getDeclaredMethods())
                        .filter(m -> m.isAnnotationPresent(Tool.class))
                        .sorted(Comparator.comparing(Method::getName))
                        .<ToolHandler>map(m -> new ToolMethod(author, m))
                        .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    author.getClass().getName() + " has no method with @Tool; annotate one.");
        }
        return found;
    }

    private static final class ToolMethod implements ToolHandler {
        private final Object author;
        private final Method method;
        private final @Nullable Class<?> input;
        private final ToolDefinition definition;

        ToolMethod(Object author, Method method) {
            this.author = author;
            this.method = method;
            this.input = input(method);
            this.definition = define(method, input);
            method.setAccessible(true);
        }

        @Override
        public ToolDefinition definition() {
            return definition;
        }

        @Override
        public Reply call(Map<String, ?> arguments, Call call) {
            Object in = input == null ? null : RecordBinder.bind(input, arguments);
            Object[] parameters =
                    Arrays.stream(method.getParameterTypes())
                            .map(t -> t == Call.class ? call : in)
                            .toArray();
            try {
                return Rendering.reply(method.invoke(author, parameters));
            } catch (InvocationTargetException e) {
                throw unwrap(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("Cannot call " + method, e);
            }
        }

        private static RuntimeException unwrap(@Nullable Throwable cause) {
            return switch (cause) {
                case RuntimeException e -> e;
                case Error e -> throw e;
                case null, default -> new IllegalStateException("A tool failed", cause);
            };
        }
    }

    private static @Nullable Class<?> input(Method method) {
        Class<?> input = null;
        for (Class<?> type : method.getParameterTypes()) {
            if (type.isRecord() && input == null) {
                input = type;
            } else if (type != Call.class) {
                throw new IllegalArgumentException(
                        "Tool %s takes a %s; a tool takes one record, a Call, or both."
                                .formatted(method.getName(), type.getSimpleName()));
            }
        }
        return input;
    }

    private static ToolDefinition define(Method method, @Nullable Class<?> input) {
        Tool tool = method.getAnnotation(Tool.class);
        if (tool == null || tool.value().isBlank()) {
            throw new IllegalArgumentException(
                    "Tool " + method.getName() + " has no description; write one in @Tool(\"…\").");
        }
        Map<String, Object> schema = input == null ? empty() : RecordSchema.of(input);
        int tokens = Tokens.estimate(method.getName() + tool.value() + Json.write(schema));
        if (tokens > MAX_DEFINITION_TOKENS) {
            throw new IllegalArgumentException(
                    "Tool %s costs about %d tokens, over the %d that one definition may cost; shorten its texts."
                            .formatted(method.getName(), tokens, MAX_DEFINITION_TOKENS));
        }
        return new ToolDefinition(
                method.getName(),
                tool.value(),
                schema,
                tool.effect(),
                tool.undoable(),
                tool.asks(),
                Set.of(tool.traits()));
    }

    private static Map<String, Object> empty() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", Map.of());
        return schema;
    }
}
