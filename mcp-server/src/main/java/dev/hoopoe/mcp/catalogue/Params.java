package dev.hoopoe.mcp.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the params of a request. */
public final class Params {
    private Params() {}

    /** The value as an ordered object, or an empty one. */
    public static Map<String, Object> object(@Nullable Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                if (member != null) {
                    object.put(String.valueOf(key), member);
                }
            });
        }
        return object;
    }

    /** An optional member that must be an object. */
    static Map<String, Object> member(Map<String, Object> params, String name) throws RpcException {
        Object value = params.get(name);
        if (value != null && !(value instanceof Map<?, ?>)) {
            throw RpcException.invalid("The member %s must be an object.".formatted(name));
        }
        return object(value);
    }

    static String text(Map<String, Object> params, String name) throws RpcException {
        if (params.get(name) instanceof String text) {
            return text;
        }
        throw RpcException.invalid("The params need %s, a string.".formatted(name));
    }
}
