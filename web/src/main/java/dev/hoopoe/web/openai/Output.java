package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoopoe.inference.Constraint;
import dev.hoopoe.inference.OutputForm;
import dev.hoopoe.inference.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/** Reads how an answer is to be written. */
final class Output {
    static final int MOST_STOPS = 16;
    static final double MOST_TEMPERATURE = 2;

    private Output() {}

    /** The form of a conversation's next turn. */
    static OutputForm chat(Fields request) {
        OutputForm form =
                text(request)
                        .withConstraint(constraint(request))
                        .withReasoningTokens(reasoningTokens(request));
        return request.flag("parallel_tool_calls", true) ? form : form.withMostCalls(1);
    }

    /** The form of a text's continuation. */
    static OutputForm text(Fields request) {
        return OutputForm.free()
                .withSampling(sampling(request))
                .withMaxTokens(maxTokens(request).orElse(0));
    }

    private static OptionalInt maxTokens(Fields request) {
        OptionalInt current = request.whole("max_completion_tokens", 1, Integer.MAX_VALUE);
        return current.isPresent() ? current : request.whole("max_tokens", 1, Integer.MAX_VALUE);
    }

    /** Without a temperature the likeliest token is chosen: small models err less that way. */
    private static Sampling sampling(Fields request) {
        double temperature = request.number("temperature", 0, MOST_TEMPERATURE);
        double topP = request.number("top_p", 1, 1);
        if (topP == 0) {
            throw request.wrong("top_p", "must be above 0 and at most 1");
        }
        int topK = request.whole("top_k", 0, Integer.MAX_VALUE).orElse(0);
        return new Sampling(temperature, topK, topP, seed(request));
    }

    private static long seed(Fields request) {
        return request.value("seed")
                .map(seed -> {
                    if (!seed.isIntegralNumber() || !seed.canConvertToLong()) {
                        throw request.wrong("seed", "must be a whole number of 64 bits");
                    }
                    return seed.longValue();
                })
                .orElseGet(() -> ThreadLocalRandom.current().nextLong());
    }

    private static int reasoningTokens(Fields request) {
        return switch (request.text("reasoning_effort").orElse("low")) {
            case "none" -> 0;
            case "minimal" -> OutputForm.DEFAULT_REASONING_TOKENS / 4;
            case "low" -> OutputForm.DEFAULT_REASONING_TOKENS;
            case "medium" -> OutputForm.DEFAULT_REASONING_TOKENS * 2;
            case "high", "xhigh", "max" -> OutputForm.DEFAULT_REASONING_TOKENS * 4;
            default ->
                    throw request.wrong(
                            "reasoning_effort", "must be none, minimal, low, medium or high");
        };
    }

    private static Constraint constraint(Fields request) {
        Fields format = request.object("response_format").orElse(null);
        if (format == null) {
            return Constraint.none();
        }
        return switch (format.requiredText("type")) {
            case "text" -> Constraint.none();
            case "json_object" -> new Constraint.Json(Map.of("type", "object"));
            case "json_schema" ->
                    new Constraint.Json(
                            Tools.schema(
                                    format.requiredObject("json_schema").requiredObject("schema")));
            default -> throw format.wrong("type", "must be text, json_object or json_schema");
        };
    }

    /** The texts that end an answer. */
    static List<String> stops(Fields request) {
        List<String> stops = new ArrayList<>();
        if (request.value("stop").filter(JsonNode::isTextual).isPresent()) {
            stops.add(request.requiredText("stop"));
        } else {
            for (JsonNode stop : request.elements("stop")) {
                if (!stop.isTextual()) {
                    throw request.wrong("stop", "must be a string or an array of strings");
                }
                stops.add(stop.textValue());
            }
        }
        if (stops.size() > MOST_STOPS || stops.contains("")) {
            throw request.wrong(
                    "stop", "must be at most %d strings, none of them empty".formatted(MOST_STOPS));
        }
        return stops;
    }
}
