package dev.hoopoe.tools;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.internal.Json;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method with LangChain4j's {@code @Tool}, as it is: its names, texts and schema come from
 * LangChain4j. Loaded only where such a method is met.
 */
final class LangChainTool implements ToolHandler {
    private final Object author;
    private final Method method;
    private final ToolDefinition definition;
    private final List<LangChainArgument> arguments;

    private LangChainTool(
            Object author,
            Method method,
            ToolDefinition definition,
            List<LangChainArgument> arguments) {
        this.author = author;
        this.method = method;
        this.definition = definition;
        this.arguments = arguments;
        method.setAccessible(true);
    }

    /**
     * @throws IllegalArgumentException if a model could not use it; the text says why
     */
    static LangChainTool of(Object author, Method method) {
        String where = ToolMethods.where(method);
        ToolSpecification spec = specification(where, method);
        List<LangChainArgument> arguments = arguments(where, method, spec.parameters());
        String description = spec.description();
        ToolDefinition definition =
                new ToolDefinition(
                        spec.name(),
                        description == null ? "" : description,
                        schema(where, spec.parameters(), arguments),
                        // Nobody says what it does, so the worst is assumed.
                        Effect.CHANGES,
                        false,
                        Set.of(Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE));
        StartRules.check(where, definition);
        return new LangChainTool(author, method, definition, arguments);
    }

    private static ToolSpecification specification(String where, Method method) {
        try {
            return ToolSpecifications.toolSpecificationFrom(method);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Tool %s is refused by LangChain4j: %s".formatted(where, e.getMessage()), e);
        }
    }

    private static List<LangChainArgument> arguments(
            String where, Method method, @Nullable JsonObjectSchema schema) {
        List<String> names = schema == null ? List.of() : List.copyOf(schema.properties().keySet());
        Parameter[] parameters = method.getParameters();
        if (names.size() != parameters.length) {
            throw StartRules.refused(
                    where,
                    "takes a parameter that only LangChain4j's AiServices can fill",
                    "take what a model can send, and nothing else");
        }
        List<LangChainArgument> arguments = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            arguments.add(LangChainArgument.of(names.get(i), parameters[i]));
        }
        return List.copyOf(arguments);
    }

    private static Map<String, Object> schema(
            String where, @Nullable JsonObjectSchema schema, List<LangChainArgument> arguments) {
        if (schema == null) {
            return ToolMethods.empty();
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        schema.properties()
                .forEach((name, element) ->
                        properties.put(name, LangChainSchema.flat(where, name, element)));
        Map<String, Object> flat = ToolMethods.empty();
        flat.put("properties", properties);
        List<String> required =
                arguments.stream()
                        .filter(LangChainArgument::required)
                        .map(LangChainArgument::name)
                        .toList();
        if (!required.isEmpty()) {
            flat.put("required", required);
        }
        return flat;
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public Reply call(Map<String, ?> given, Call call) {
        RecordBinder.rejectUnknown(arguments.stream().map(LangChainArgument::name).toList(), given);
        @Nullable Object[] values =
                arguments.stream().map(a -> a.value(given.get(a.name()))).toArray();
        try {
            return reply(ToolMethods.invoke(author, method, values));
        } catch (IllegalArgumentException e) {
            throw new ToolException(String.valueOf(e.getMessage()), "Mend it and call again.", e);
        }
    }

    /** As LangChain4j does: text as it is, what has no text of its own as JSON. */
    private static Reply reply(@Nullable Object returned) {
        boolean plain =
                returned == null
                        || returned instanceof CharSequence
                        || returned instanceof Number
                        || returned instanceof Boolean
                        || returned instanceof Enum<?>
                        || returned instanceof Record
                        || (returned instanceof List<?> list
                                && list.stream()
                                        .allMatch(i -> i instanceof Record || i instanceof String));
        return plain ? Rendering.reply(returned) : Reply.of(Json.toJson(returned));
    }

    @Override
    public String toString() {
        return ToolMethods.where(method);
    }
}
