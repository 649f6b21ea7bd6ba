package dev.hoopoe.web.openai;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hoopoe.inference.SchemaTool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tools of a request, and whether one must be called.
 *
 * @param named the only one that may be called
 */
record Tools(List<ToolSpecification> all, ToolChoice choice, Optional<ToolSpecification> named) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.:-]{1,128}");

    static Tools of(Fields request) {
        Map<String, ToolSpecification> tools = new LinkedHashMap<>();
        for (Fields tool : request.objects("tools")) {
            ToolSpecification read = tool(tool);
            if (tools.putIfAbsent(read.name(), read) != null) {
                throw tool.requiredObject("function").wrong("name", "another tool has that name");
            }
        }
        return choose(request, tools);
    }

    private static ToolSpecification tool(Fields tool) {
        if (!tool.text("type").orElse("function").equals("function")) {
            throw tool.wrong("type", "only tools of type function can be called");
        }
        Fields function = tool.requiredObject("function");
        String name = function.requiredText("name");
        if (!NAME.matcher(name).matches()) {
            throw function.wrong(
                    "name", "must have 1 to 128 letters, digits or characters of _ . : -");
        }
        return SchemaTool.of(
                name,
                function.text("description").orElse(""),
                function.object("parameters").map(Tools::schema).orElseGet(Tools::noParameters));
    }

    private static Map<String, Object> noParameters() {
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("type", "object");
        none.put("properties", Map.of());
        return none;
    }

    /** A schema as the engine reads it, every keyword in its order. */
    static Map<String, Object> schema(Fields schema) {
        return JSON.convertValue(
                schema.node(), new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    private static Tools choose(Fields request, Map<String, ToolSpecification> tools) {
        List<ToolSpecification> all = List.copyOf(tools.values());
        Optional<JsonNode> choice = request.value("tool_choice");
        if (choice.isPresent() && choice.get().isObject()) {
            ToolSpecification named = named(request.requiredObject("tool_choice"), tools);
            return new Tools(all, ToolChoice.REQUIRED, Optional.of(named));
        }
        ToolChoice read =
                switch (request.text("tool_choice").orElse("auto")) {
                    case "auto" -> ToolChoice.AUTO;
                    case "none" -> ToolChoice.NONE;
                    case "required" -> ToolChoice.REQUIRED;
                    default ->
                            throw request.wrong(
                                    "tool_choice",
                                    "must be auto, none, required or {\"type\": \"function\", \"function\": {\"name\": …}}");
                };
        if (read == ToolChoice.REQUIRED && all.isEmpty()) {
            throw request.wrong("tool_choice", "there are no tools; send some");
        }
        return new Tools(all, read, Optional.empty());
    }

    private static ToolSpecification named(Fields choice, Map<String, ToolSpecification> tools) {
        if (!choice.requiredText("type").equals("function")) {
            throw choice.wrong("type", "must be function");
        }
        Fields function = choice.requiredObject("function");
        ToolSpecification tool = tools.get(function.requiredText("name"));
        if (tool == null) {
            throw function.wrong(
                    "name",
                    "must be one of the request's tools: " + String.join(", ", tools.keySet()));
        }
        return tool;
    }
}
