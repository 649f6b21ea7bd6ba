package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.ServerInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * The rules of MCP 2026-07-28: no sessions; each request says its version, and its headers say what
 * its body says.
 *
 * <p>Drop when SDK 3 does it; 2.1.0 knows protocols up to 2025-11-25.
 */
final class Stateless {
    static final String VERSION = "2026-07-28";
    static final String VERSION_HEADER = "MCP-Protocol-Version";
    static final String DISCOVER = "server/discover";

    /** Milliseconds for which a client may keep a list; tools stay while the server runs. */
    static final int TTL_MS = 60_000;

    private static final String META = "io.modelcontextprotocol/";
    private static final Map<String, String> NAMED =
            Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

    private Stateless() {}

    /** Whether a message is of this protocol rather than of one with sessions. */
    static boolean speaks(HttpFields headers, Message message) {
        return message.meta().containsKey(META + "protocolVersion")
                || message.method().equals(DISCOVER)
                || VERSION.equals(headers.get(VERSION_HEADER));
    }

    static void check(HttpFields headers, Message message) throws RpcException {
        same(headers.get("Mcp-Method"), message.method(), "Mcp-Method");
        String member = NAMED.get(message.method());
        if (member != null) {
            same(decoded(headers.get("Mcp-Name")), message.params().get(member), "Mcp-Name");
        }
        Object version = message.meta().get(META + "protocolVersion");
        if (!(version instanceof String said)
                || !(message.meta().get(META + "clientCapabilities") instanceof Map<?, ?>)) {
            throw new RpcException(
                    400,
                    RpcException.INVALID_PARAMS,
                    "params._meta needs %sprotocolVersion and %sclientCapabilities."
                            .formatted(META, META));
        }
        if (!said.equals(headers.get(VERSION_HEADER))) {
            throw mismatch(VERSION_HEADER, "the version in _meta");
        }
        if (!said.equals(VERSION)) {
            throw unsupported(said, List.of(VERSION));
        }
    }

    static RpcException unsupported(String version, List<String> supported) {
        return new RpcException(
                400,
                RpcException.UNSUPPORTED_VERSION,
                "Unsupported protocol version. Use one that is listed.",
                Map.of("supported", supported, "requested", version));
    }

    private static void same(@Nullable String header, @Nullable Object value, String name)
            throws RpcException {
        if (header == null || !header.equals(value)) {
            throw mismatch(name, "the body");
        }
    }

    private static RpcException mismatch(String header, String what) {
        return new RpcException(
                400,
                RpcException.HEADER_MISMATCH,
                "The header %s is missing or differs from %s. Send both alike."
                        .formatted(header, what));
    }

    /** A value that no header can hold comes as {@code =?base64?…?=} (Transports, encoding). */
    private static @Nullable String decoded(@Nullable String value) {
        if (value == null || !value.startsWith("=?base64?") || !value.endsWith("?=")) {
            return value;
        }
        try {
            String coded = value.substring("=?base64?".length(), value.length() - 2);
            return new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static Map<String, Object> discover(ServerInfo info) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("supportedVersions", List.of(VERSION));
        result.put("capabilities", ToolMethods.capabilities());
        if (!info.instructions().isEmpty()) {
            result.put("instructions", info.instructions());
        }
        return result;
    }

    /** What every result of this protocol says besides. */
    static Map<String, Object> complete(
            String method, Map<String, Object> result, ServerInfo info) {
        Map<String, Object> complete = new LinkedHashMap<>();
        complete.put("resultType", "complete");
        complete.putAll(result);
        if (method.equals(ToolMethods.LIST) || method.equals(DISCOVER)) {
            complete.put("ttlMs", TTL_MS);
            complete.put("cacheScope", "private");
        }
        complete.put(
                "_meta",
                Map.of(
                        META + "serverInfo",
                        Map.of("name", info.name(), "version", info.version())));
        return complete;
    }
}
