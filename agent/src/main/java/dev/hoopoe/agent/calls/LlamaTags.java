package dev.hoopoe.agent.calls;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Llama's and Qwen3-Coder's form: {@code <function=name>…</function>}. */
final class LlamaTags {
    private static final Pattern OPEN = Pattern.compile("<function=([A-Za-z0-9_.-]{1,64})>");
    private static final Pattern PARAMETER =
            Pattern.compile("<parameter=([A-Za-z0-9_]{1,64})>([^<]*+)</parameter>");

    private LlamaTags() {}

    static void read(String text, Set<String> tools, List<TextCall> calls) {
        Matcher open = OPEN.matcher(text);
        while (open.find()) {
            if (tools.contains(open.group(1))) {
                int close = text.indexOf("</function>", open.end());
                String body = text.substring(open.end(), close < 0 ? text.length() : close);
                calls.add(new TextCall(open.group(1), body(body)));
            }
        }
    }

    private static Map<String, Object> body(String body) {
        LooseJson json = new LooseJson(body);
        int start = json.nextStart(0);
        LooseJson.Parsed parsed = start < 0 ? null : json.parse(start);
        if (parsed != null && parsed.value() instanceof Map<?, ?> map) {
            return LooseJson.stringKeys(map);
        }
        Map<String, Object> arguments = new java.util.LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(body);
        while (parameter.find()) {
            arguments.put(parameter.group(1), parameter.group(2).strip());
        }
        return arguments;
    }
}
