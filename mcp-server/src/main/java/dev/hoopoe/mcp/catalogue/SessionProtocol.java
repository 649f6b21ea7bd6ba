package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.mcp.ServerInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a server knows of one client of 2025-11-25 or older, from its {@code initialize} on, however
 * its messages travel. Thread-safe.
 */
public final class SessionProtocol {
    /** The versions with sessions, newest first. */
    public static final List<String> VERSIONS =
            List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

    private static final String SET_LEVEL = "logging/setLevel";
    private static final String SUBSCRIBE = "resources/subscribe";
    private static final String UNSUBSCRIBE = "resources/unsubscribe";

    private final Catalogue catalogue;
    private final Map<String, Object> capabilities;
    private final Questions questions = new Questions();
    private final ResourceWatch watch;
    private volatile String logLevel = "info";

    /**
     * @param params of {@code initialize}
     * @throws RpcException if they are none
     */
    public SessionProtocol(Catalogue catalogue, Map<String, Object> params) throws RpcException {
        Params.text(params, "protocolVersion");
        this.catalogue = catalogue;
        this.capabilities = Params.member(params, "capabilities");
        this.watch = new ResourceWatch(catalogue);
    }

    /** The answer to {@code initialize}: the client's version if it is known, else the newest. */
    public Map<String, Object> hello(Map<String, Object> params, ServerInfo info) {
        Object asked = params.get("protocolVersion");
        Map<String, Object> hello = new LinkedHashMap<>();
        hello.put(
                "protocolVersion",
                asked instanceof String version && VERSIONS.contains(version)
                        ? version
                        : VERSIONS.getFirst());
        hello.put("capabilities", catalogue.capabilities());
        hello.put("serverInfo", info.describe());
        if (!info.instructions().isEmpty()) {
            hello.put("instructions", info.instructions());
        }
        return hello;
    }

    /** Whether the protocol or the catalogue has this method. */
    public boolean has(String method) {
        return switch (method) {
            case SET_LEVEL -> catalogue.logs();
            case SUBSCRIBE, UNSUBSCRIBE -> catalogue.subscribes();
            default -> catalogue.has(method);
        };
    }

    /** The result of a request, computed on the calling thread. */
    public Map<String, Object> answer(String method, Map<String, Object> params, Peer peer)
            throws RpcException {
        switch (method) {
            case SET_LEVEL -> logLevel = level(params);
            case SUBSCRIBE -> watch.add(params);
            case UNSUBSCRIBE -> watch.remove(params);
            default -> {
                return catalogue.answer(method, params, peer);
            }
        }
        return Map.of();
    }

    private static String level(Map<String, Object> params) throws RpcException {
        return LogLevel.of(params.get("level"))
                .orElseThrow(() ->
                        RpcException.invalid(
                                "The level is none of debug, info, notice, warning, error, critical, alert and emergency."));
    }

    /**
     * The client as a request sees it.
     *
     * @param channel takes messages that belong to the request
     * @param token under which the client asked for progress, or null
     */
    public RequestPeer peer(
            RequestPeer.Channel channel, @Nullable Object token, java.time.Duration time) {
        return new RequestPeer(
                capabilities,
                () -> Optional.of(logLevel),
                (asked, call) -> {
                    Map<String, Map<String, Object>> answers = new LinkedHashMap<>();
                    asked.forEach((key, question) ->
                            answers.put(key, questions.ask(question, call, channel::send)));
                    return answers;
                },
                channel,
                token,
                time);
    }

    /** The client has answered a question; empty for an error. */
    public void answered(Object id, Map<String, Object> result) {
        questions.answered(id, result);
    }

    /** Looks whether watched resources have changed. */
    public void look(Consumer<Map<String, Object>> tell) {
        watch.look(tell);
    }
}
