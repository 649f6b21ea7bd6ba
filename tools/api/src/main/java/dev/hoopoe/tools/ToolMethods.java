package dev.hoopoe.tools;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds an object's tool methods and refuses, at start-up, what would confuse a model. */
final class ToolMethods {
    // By name, since LangChain4j need not be there.
    private static final String LANGCHAIN4J = "dev.langchain4j.agent.tool.Tool";

    private ToolMethods() {}

    static List<ToolHandler> of(Object author) {
        List<ToolHandler> found = new ArrayList<>();
        for (Method method : methods(author.getClass())) {
            if (method.isAnnotationPresent(Tool.class)) {
                found.add(new ToolMethod(author, method));
            } else if (isLangChain4j(method)) {
                found.add(LangChainTool.of(author, method));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    author.getClass().getName() + " has no method with @Tool; annotate one.");
        }
        return found;
    }

    private static boolean isLangChain4j(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(a -> a.annotationType().getName().equals(LANGCHAIN4J));
    }

    /** The class's own methods and those that it inherits, by name. */
    private static List<Method> methods(Class<?> author) {
        List<Method> methods = new ArrayList<>();
        Set<List<Object>> overridden = new HashSet<>();
        for (Class<?> type = author; type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                List<Object> signature =
                        List.of(method.getName(), List.of(method.getParameterTypes()));
                boolean inherits = !Modifier.isPrivate(method.getModifiers());
                if (!method.isSynthetic() && (!inherits || overridden.add(signature))) {
                    methods.add(method);
                }
            }
        }
        methods.sort(Comparator.comparing(Method::getName));
        return methods;
    }

    static String where(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** Calls the method; what it throws comes out as it is. */
    static @Nullable Object invoke(Object author, Method method, @Nullable Object... parameters) {
        try {
            return method.invoke(author, parameters);
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
            @Nullable Object[] parameters =
                    Arrays.stream(method.getParameterTypes())
                            .map(t -> t == Call.class ? call : in)
                            .toArray();
            return Rendering.reply(invoke(author, method, parameters));
        }

        @Override
        public String toString() {
            return where(method);
        }
    }

    private static @Nullable Class<?> input(Method method) {
        Class<?> input = null;
        for (Class<?> type : method.getParameterTypes()) {
            if (type.isRecord() && input == null) {
                input = type;
            } else if (type != Call.class) {
                throw StartRules.refused(
                        where(method),
                        "takes a " + type.getSimpleName(),
                        "a tool takes one record, a Call, or both");
            }
        }
        return input;
    }

    private static ToolDefinition define(Method method, @Nullable Class<?> input) {
        String where = where(method);
        Tool tool = Objects.requireNonNull(method.getAnnotation(Tool.class));
        ToolDefinition definition =
                new ToolDefinition(
                        method.getName(),
                        tool.value(),
                        input == null ? empty() : schema(where, input),
                        tool.effect(),
                        tool.undoable(),
                        tool.asks(),
                        Set.of(tool.traits()),
                        OutputSchema.of(method.getGenericReturnType()));
        StartRules.check(where, definition);
        StartRules.returned(where, method);
        return definition;
    }

    private static Map<String, Object> schema(String where, Class<?> input) {
        Map<String, Object> schema = RecordSchema.of(where, input);
        StartRules.defaults(where, input);
        return schema;
    }

    static Map<String, Object> empty() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", Map.of());
        return schema;
    }
}
