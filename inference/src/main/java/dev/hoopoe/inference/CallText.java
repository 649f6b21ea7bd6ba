package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.CallForm;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads calls that were written under a grammar, which leaves one form only. */
final class CallText {
    private static final String ARGUMENTS = ", \"arguments\": ";

    private CallText() {}

    /**
     * The calls of a turn; one that was cut off is left out.
     *
     * @param form what they were written in; what separates them holds a line end, which no JSON
     *     text does
     */
    static List<ToolExecutionRequest> parse(String text, CallForm form) {
        String calls =
                text.endsWith(form.after())
                        ? text.substring(0, text.length() - form.after().length())
                        : text;
        List<ToolExecutionRequest> result = new ArrayList<>();
        for (String call : calls.split(Pattern.quote(form.between()), -1)) {
            if (Json.isObject(call)) {
                result.add(parse(call));
            }
        }
        return List.copyOf(result);
    }

    private static ToolExecutionRequest parse(String text) {
        Map<String, Object> call = Json.object(text);
        String name = String.valueOf(call.get("name"));
        // The arguments as written: a copy made from parsed values could change numbers.
        int start = text.indexOf(ARGUMENTS) + ARGUMENTS.length();
        return ToolExecutionRequest.builder()
                .id(UUID.randomUUID().toString())
                .name(name)
                .arguments(text.substring(start, text.length() - 1))
                .build();
    }
}
