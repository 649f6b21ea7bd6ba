package dev.hoopoe.web.chat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.Stop;
import dev.hoopoe.agent.TokenCount;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Calls and answers as the page reads them, live and out of a kept session alike. */
final class StepJson {
    private static final JsonMapper JSON = new JsonMapper();

    private StepJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode call(int number, String tool, Map<String, Object> arguments) {
        ObjectNode json = object().put("step", number).put("tool", tool);
        json.set("arguments", JSON.valueToTree(arguments));
        return json;
    }

    /** A question for the person; with its call, where it is about one. */
    static ObjectNode approval(int number, Approver.Question question) {
        ObjectNode json =
                object().put("number", number)
                        .put("kind", question.kind().name().toLowerCase(Locale.ROOT))
                        .put("text", question.text());
        question.call()
                .ifPresent(call -> {
                    json.put("tool", call.tool());
                    json.set("arguments", JSON.valueToTree(call.arguments()));
                });
        return json;
    }

    /** The members of an object, in their order. */
    static Map<String, Object> members(JsonNode object) {
        return JSON.convertValue(object, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** Adds a result, cut to what a step shows unasked. */
    static ObjectNode result(ObjectNode json, ToolResult result, Instant at, Duration took) {
        String body = result.body();
        boolean cut = body.length() > PageLimits.PREVIEW_CHARS;
        json.put("error", result.error())
                .put("at", at.toEpochMilli())
                .put("ms", took.toMillis())
                .put("tokens", result.shownTokens())
                .put("totalTokens", result.totalTokens())
                .put("preview", cut ? body.substring(0, PageLimits.PREVIEW_CHARS) : body)
                .put("cut", cut);
        json.set("sources", sources(result.sources()));
        json.set("facts", facts(result));
        return json;
    }

    /** What a result says about itself, such as when a page was fetched. */
    static ObjectNode facts(ToolResult result) {
        return JSON.valueToTree(result.facts());
    }

    static ArrayNode sources(List<Source> sources) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        sources.forEach(source -> json.add(source(source)));
        return json;
    }

    private static ObjectNode source(Source source) {
        return switch (source) {
            case Source.Url page -> object().put("kind", "page").put("name", page.url());
            case Source.File file -> object().put("kind", "file").put("name", file.path());
            case Source.Database base -> object().put("kind", "database").put("name", base.name());
        };
    }

    static ObjectNode answer(
            String answer, Stop stop, TokenCount tokens, Duration first, Duration total) {
        ObjectNode json = object().put("answer", answer).put("stop", stop.wireName());
        json.putObject("tokens")
                .put("prompt", tokens.prompt())
                .put("cached", tokens.cached())
                .put("output", tokens.output());
        return json.put("firstMs", first.toMillis()).put("totalMs", total.toMillis());
    }
}
