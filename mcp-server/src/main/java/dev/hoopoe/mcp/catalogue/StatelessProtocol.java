package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.mcp.ServerInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MCP 2026-07-28, however its messages travel: no session, so that each request says its version
 * and what its client can do. Thread-safe.
 *
 * <p>Drop when SDK 3 does it; 2.1.0 knows protocols up to 2025-11-25.
 */
public final class StatelessProtocol {
    /** The version. */
    public static final String VERSION = "2026-07-28";

    /** Asks what the server can do. */
    public static final String DISCOVER = "server/discover";

    /** Keeps a stream of changes open. */
    public static final String LISTEN = "subscriptions/listen";

    /** How long a client may keep a list. */
    public static final Duration TTL = Duration.ofMinutes(1);

    /** Before the names of the protocol's own members of {@code _meta}. */
    public static final String META = "io.modelcontextprotocol/";

    private static final Set<String> CACHED =
            Set.of(
                    DISCOVER,
                    Catalogue.LIST_TOOLS,
                    Catalogue.LIST_RESOURCES,
                    Catalogue.LIST_TEMPLATES,
                    Catalogue.READ_RESOURCE,
                    Catalogue.LIST_PROMPTS);
    private static final Set<String> ASKING =
            Set.of(Catalogue.CALL_TOOL, Catalogue.GET_PROMPT, Catalogue.READ_RESOURCE);

    private final Catalogue catalogue;
    private final ServerInfo info;
    private final InputRounds rounds = new InputRounds();

    /** Serves this catalogue. */
    public StatelessProtocol(Catalogue catalogue, ServerInfo info) {
        this.catalogue = catalogue;
        this.info = info;
    }

    /** Whether a request is of this protocol. */
    public static boolean speaks(String method, Map<String, Object> meta) {
        return meta.containsKey(META + "protocolVersion") || method.equals(DISCOVER);
    }

    /** The version that a request says. */
    public static Optional<String> version(Map<String, Object> meta) {
        return Optional.ofNullable(meta.get(META + "protocolVersion")).map(Object::toString);
    }

    /**
     * Checks what each request says of itself.
     *
     * @throws RpcException if that is incomplete or the version is another
     */
    public static void check(Map<String, Object> meta) throws RpcException {
        // Which version comes first: what else a request must hold depends on it.
        if (meta.get(META + "protocolVersion") instanceof String said && !said.equals(VERSION)) {
            throw unsupported(said, List.of(VERSION));
        }
        if (!(meta.get(META + "protocolVersion") instanceof String)
                || !(meta.get(META + "clientCapabilities") instanceof Map<?, ?>)) {
            throw RpcException.invalid(
                    "params._meta needs %sprotocolVersion and %sclientCapabilities."
                            .formatted(META, META));
        }
    }

    /** The error for another version. */
    public static RpcException unsupported(String version, List<String> supported) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("supported", supported);
        data.put("requested", version);
        return new RpcException(
                400,
                RpcException.UNSUPPORTED_VERSION,
                "Unsupported protocol version. Use one that is listed.",
                data);
    }

    /** Whether a request for this method has one result, unlike {@link #LISTEN}. */
    public boolean has(String method) {
        return method.equals(DISCOVER) || catalogue.has(method);
    }

    /** The client as a request sees it; refuses a state that is not of the request. */
    public RequestPeer peer(
            String method, Map<String, Object> params, RequestPeer.Channel channel, Duration time)
            throws RpcException {
        Map<String, Object> meta = Params.object(params.get("_meta"));
        Map<String, Object> capabilities = Params.object(meta.get(META + "clientCapabilities"));
        RequestPeer.Asker asker =
                ASKING.contains(method) ? rounds.round(method, params) : (_, _) -> Map.of();
        Optional<String> level = LogLevel.of(meta.get(META + "logLevel"));
        return new RequestPeer(
                capabilities, () -> level, asker, channel, meta.get("progressToken"), time);
    }

    /** The result of a request, computed on the calling thread. */
    public Map<String, Object> answer(String method, Map<String, Object> params, Peer peer)
            throws RpcException {
        try {
            return complete(
                    method,
                    method.equals(DISCOVER) ? discover() : catalogue.answer(method, params, peer));
        } catch (InputRequired e) {
            return signed(new LinkedHashMap<>(e.result()));
        } catch (RpcException e) {
            // Here a wrong address is a wrong parameter like any other.
            throw e.code() == RpcException.NO_RESOURCE ? e.as(RpcException.INVALID_PARAMS) : e;
        }
    }

    private Map<String, Object> discover() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("supportedVersions", List.of(VERSION));
        result.put("capabilities", catalogue.capabilities());
        if (!info.instructions().isEmpty()) {
            result.put("instructions", info.instructions());
        }
        return result;
    }

    private Map<String, Object> complete(String method, Map<String, Object> result) {
        Map<String, Object> complete = new LinkedHashMap<>();
        complete.put("resultType", "complete");
        complete.putAll(result);
        if (CACHED.contains(method)) {
            boolean read = method.equals(Catalogue.READ_RESOURCE);
            complete.put("ttlMs", read ? 0 : (int) TTL.toMillis());
            complete.put("cacheScope", "private");
        }
        return signed(complete);
    }

    private Map<String, Object> signed(Map<String, Object> result) {
        result.put("_meta", Map.of(META + "serverInfo", info.describe()));
        return result;
    }
}
