package dev.hoopoe.mcp;

import dev.hoopoe.mcp.catalogue.Params;
import dev.hoopoe.mcp.catalogue.RpcException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

/** Reads one line as a message of JSON-RPC 2.0 as MCP narrows it. Thread-safe. */
final class MessageDecoder {
    private final JsonMapper json;

    MessageDecoder(JsonMapper json) {
        this.json = json;
    }

    /** Never throws for what a client sent. */
    Incoming decode(String line) {
        try {
            return message(json.readValue(line, Object.class));
        } catch (StreamConstraintsException e) {
            return unreadable(
                    "The message is nested deeper than %d levels or has a number or name that is too long. Send a flatter one."
                            .formatted(ServerLimits.MAX_DEPTH));
        } catch (JacksonException e) {
            return unreadable("The line is not JSON. Send one JSON object a line, without breaks.");
        }
    }

    private static Incoming message(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> message(map);
            case List<?> batch ->
                    refused(
                            null,
                            "Batches are not part of MCP. Send each message on its own line.");
            case null, default -> refused(null, "A message is a JSON object. Send one a line.");
        };
    }

    private static Incoming message(Map<?, ?> map) {
        Object id = usable(map.get("id"));
        if (!map.containsKey("method") && (map.containsKey("result") || map.containsKey("error"))) {
            return response(id, map);
        }
        if (map.containsKey("id") && id == null) {
            return refused(null, "The id must be a string or an integer.");
        }
        if (!"2.0".equals(map.get("jsonrpc"))) {
            return refused(id, "The member jsonrpc must be \"2.0\".");
        }
        return call(id, map);
    }

    private static Incoming call(@Nullable Object id, Map<?, ?> map) {
        if (!(map.get("method") instanceof String method)) {
            return refused(id, "The method is missing or no string.");
        }
        Object params = map.get("params");
        if (params != null && !(params instanceof Map<?, ?>)) {
            return refused(id, "The params must be an object; MCP has none by position.");
        }
        return id == null
                ? new Incoming.Notification(method, Params.object(params))
                : new Incoming.Request(id, method, Params.object(params));
    }

    private static Incoming response(@Nullable Object id, Map<?, ?> map) {
        if (id == null) {
            return new Incoming.Unusable();
        }
        Object result = map.get("result");
        if (map.get("error") instanceof Map<?, ?> && result == null) {
            return new Incoming.Response(id, Map.of());
        }
        if (result instanceof Map<?, ?> && !map.containsKey("error")) {
            return new Incoming.Response(id, Params.object(result));
        }
        return new Incoming.Unusable();
    }

    private static @Nullable Object usable(@Nullable Object id) {
        return id instanceof String || id instanceof Integer || id instanceof Long ? id : null;
    }

    private static Incoming refused(@Nullable Object id, String reason) {
        return new Incoming.Refused(id, RpcException.INVALID_REQUEST, reason);
    }

    private static Incoming unreadable(String reason) {
        return new Incoming.Refused(null, RpcException.PARSE, reason);
    }
}
