package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.catalogue.Params;
import dev.hoopoe.mcp.catalogue.RpcException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * One message of JSON-RPC 2.0 as MCP narrows it.
 *
 * @param id of a request or a response, or null for a notification
 * @param method or "" for a response
 * @param params of a request; of a response its result, empty where it is an error
 */
record Message(@Nullable Object id, String method, Map<String, Object> params) {
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(HttpLimits.MAX_DEPTH)
                                                    .build())
                                    .build())
                    .build();

    static Message read(byte[] body) throws RpcException {
        try {
            return of(JSON.readValue(body, Object.class));
        } catch (JacksonException e) {
            throw new RpcException(
                    400,
                    RpcException.PARSE,
                    "The body is not JSON of at most %d levels. Send one JSON object in UTF-8."
                            .formatted(HttpLimits.MAX_DEPTH));
        }
    }

    private static Message of(@Nullable Object value) throws RpcException {
        if (!(value instanceof Map<?, ?> map) || !"2.0".equals(map.get("jsonrpc"))) {
            throw invalid(
                    "A message is one JSON object with jsonrpc \"2.0\"; batches are no part of MCP.");
        }
        Object id = map.get("id");
        if (map.containsKey("id")
                && !(id instanceof String || id instanceof Integer || id instanceof Long)) {
            throw invalid("The id must be a string or an integer.");
        }
        Object method = map.get("method");
        if (method == null
                && id != null
                && (map.containsKey("result") || map.containsKey("error"))) {
            return new Message(id, "", Params.object(map.get("result")));
        }
        if (!(method instanceof String name) || name.isEmpty()) {
            throw invalid("The method is missing or no string.");
        }
        if (map.get("params") != null && !(map.get("params") instanceof Map<?, ?>)) {
            throw invalid("The params must be an object; MCP has none by position.");
        }
        return new Message(id, name, Params.object(map.get("params")));
    }

    private static RpcException invalid(String reason) {
        return new RpcException(400, RpcException.INVALID_REQUEST, reason);
    }

    boolean isRequest() {
        return id != null && !method.isEmpty();
    }

    Map<String, Object> meta() {
        return Params.object(params.get("_meta"));
    }
}
