package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Things that a client may read by their address. Thread-safe. */
public interface Resources {
    /** Those that are listed, in a stable order, at most so many. */
    List<Resource> list(int limit, Call call);

    /** The forms of address that are not all listed. */
    List<Template> templates();

    /**
     * What is at the address, or nothing if there is no such thing here.
     *
     * @throws RpcException if it is there and cannot be read; the text says why
     */
    Optional<Contents> read(String uri, Call call) throws RpcException;

    /** Values of a template's variable that go on from what was typed; none by default. */
    default List<String> complete(String template, String variable, String typed, Call call) {
        return List.of();
    }

    /**
     * A number that is another when the thing at the address has changed, or nothing if there is no
     * such thing here or it cannot change.
     */
    default OptionalLong stamp(String uri) {
        return OptionalLong.empty();
    }

    /**
     * A listed thing.
     *
     * @param uri its address
     * @param name for people
     * @param mimeType of its contents
     * @param bytes its size, or -1 if nobody knows
     */
    record Resource(String uri, String name, String mimeType, long bytes) {
        Map<String, Object> describe() {
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("uri", uri);
            described.put("name", name);
            described.put("mimeType", mimeType);
            if (bytes >= 0) {
                described.put("size", bytes);
            }
            return described;
        }
    }

    /**
     * A form of address (RFC 6570).
     *
     * @param uriTemplate with one variable or more
     * @param name for people
     * @param description what is there
     */
    record Template(String uriTemplate, String name, String description) {
        Map<String, Object> describe() {
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("uriTemplate", uriTemplate);
            described.put("name", name);
            described.put("description", description);
            return described;
        }
    }

    /**
     * What was read.
     *
     * @param mimeType of it
     * @param key {@code text}, or {@code blob} for Base64
     * @param value the text or the Base64
     */
    record Contents(String mimeType, String key, String value) {
        /** Text. */
        public static Contents text(String mimeType, String text) {
            return new Contents(mimeType, "text", text);
        }

        /** Bytes that are no text. */
        public static Contents bytes(String mimeType, byte[] bytes) {
            return new Contents(
                    mimeType, "blob", java.util.Base64.getEncoder().encodeToString(bytes));
        }

        Map<String, Object> describe(String uri) {
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("uri", uri);
            described.put("mimeType", mimeType);
            described.put(key, value);
            return described;
        }
    }
}
