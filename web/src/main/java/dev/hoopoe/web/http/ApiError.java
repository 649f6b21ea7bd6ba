package dev.hoopoe.web.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error in the form that OpenAI's clients read.
 *
 * @param status of HTTP
 * @param code for programs; may be empty
 * @param param the field of the request that is at fault, as a path; may be empty
 * @param message for people: the value, the rule, and what to do next
 * @param headers that belong to it, such as {@code Retry-After}
 */
public record ApiError(
        int status, String code, String param, String message, Map<String, String> headers) {
    public ApiError {
        headers = Map.copyOf(headers);
    }

    /** A request that cannot be carried out as it is. */
    public static ApiError badRequest(String param, String message) {
        return new ApiError(400, "", param, message, Map.of());
    }

    /** A failure with a code. */
    public static ApiError of(int status, String code, String message) {
        return new ApiError(status, code, "", message, Map.of());
    }

    public ApiError withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiError(status, code, param, message, more);
    }

    /** {@code {"error": {"message", "type", "param", "code"}}}. */
    public ObjectNode json() {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ObjectNode error = result.putObject("error");
        error.put("message", message);
        error.put("type", type());
        error.put("param", param.isEmpty() ? null : param);
        error.put("code", code.isEmpty() ? null : code);
        return result;
    }

    private String type() {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }
}
