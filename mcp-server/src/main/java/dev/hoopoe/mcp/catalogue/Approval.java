package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.PlainText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A question of a tool as a form: a box to tick, and what a ticked box looks like. */
public final class Approval {
    private static final String ALLOW = "allow";

    private Approval() {}

    /** The form. Its box is unticked: a client that accepts forms by itself must not say yes. */
    public static Peer.Question form(String question) {
        Map<String, Object> allow = new LinkedHashMap<>();
        allow.put("type", "boolean");
        allow.put("title", "Allow this");
        allow.put("default", false);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", Map.of(ALLOW, allow));
        schema.put("required", List.of(ALLOW));
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("message", PlainText.clean(question));
        params.put("requestedSchema", schema);
        return new Peer.Question("elicitation/create", params);
    }

    /** Whether the form came back with its box ticked; everything else is a no. */
    public static boolean given(Map<String, Object> answer) {
        return "accept".equals(answer.get("action"))
                && answer.get("content") instanceof Map<?, ?> content
                && Boolean.TRUE.equals(content.get(ALLOW));
    }

    /** Whether a client with these capabilities shows forms. */
    public static boolean shownBy(Map<String, Object> capabilities) {
        return capabilities.get("elicitation") instanceof Map<?, ?> ways
                && (ways.containsKey("form") || !ways.containsKey("url"));
    }
}
