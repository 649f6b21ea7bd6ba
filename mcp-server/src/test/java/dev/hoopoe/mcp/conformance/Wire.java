package dev.hoopoe.mcp.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Results in the words of the protocol. */
final class Wire {
    /** One red pixel. */
    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /** No sound at all. */
    static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";

    private Wire() {}

    static Map<String, Object> json(String text) {
        return JsonMapper.shared()
                .readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    static Map<String, Object> text(String text) {
        return content(List.of(block(text)));
    }

    static Map<String, Object> block(String text) {
        return Map.of("type", "text", "text", text);
    }

    static Map<String, Object> image() {
        return Map.of("type", "image", "data", PNG, "mimeType", "image/png");
    }

    static Map<String, Object> resource(String uri, String type, String text) {
        return Map.of(
                "type", "resource", "resource", Map.of("uri", uri, "mimeType", type, "text", text));
    }

    static Map<String, Object> content(List<Map<String, Object>> blocks) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("content", blocks);
        result.put("isError", false);
        return result;
    }
}
