package dev.hoopoe.mcp.catalogue;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one {@code subscriptions/listen} asks to hear of (MCP 2026-07-28).
 *
 * @param id of the request, with which each notification is marked
 * @param changes that it wants
 * @param uris of resources that it watches
 * @param watch over them
 */
public record Subscription(Object id, Set<Change> changes, List<String> uris, ResourceWatch watch) {
    /** Subscriptions of one client at the same time. */
    public static final int MAX_OPEN = 16;

    public Subscription {
        changes = Set.copyOf(changes);
        uris = List.copyOf(uris);
    }

    private static final String RESOURCES = "resourceSubscriptions";

    /**
     * Reads the params of the request.
     *
     * @throws RpcException if it names too many resources, or what is none
     */
    public static Subscription of(Object id, Map<String, Object> params, Catalogue catalogue)
            throws RpcException {
        Map<String, Object> filter = Params.object(params.get("notifications"));
        Set<Change> changes = EnumSet.noneOf(Change.class);
        for (Change change : Change.values()) {
            if (Boolean.TRUE.equals(filter.get(change.filter()))) {
                changes.add(change);
            }
        }
        ResourceWatch watch = new ResourceWatch(catalogue);
        List<String> uris =
                filter.get(RESOURCES) instanceof List<?> list
                        ? list.stream().map(String::valueOf).distinct().toList()
                        : List.of();
        for (String uri : uris) {
            watch.add(Map.of("uri", uri));
        }
        return new Subscription(id, changes, uris, watch);
    }

    /** The first message: what it will hear of. */
    public Map<String, Object> acknowledgement() {
        Map<String, Object> granted = new LinkedHashMap<>();
        for (Change change : Change.values()) {
            if (changes.contains(change)) {
                granted.put(change.filter(), true);
            }
        }
        if (!uris.isEmpty()) {
            granted.put(RESOURCES, uris);
        }
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("notifications", granted);
        return marked("notifications/subscriptions/acknowledged", params);
    }

    /** The notification of a change, if it was asked for. */
    public Optional<Map<String, Object>> notice(Change change) {
        return changes.contains(change)
                ? Optional.of(marked(change.method(), new LinkedHashMap<>()))
                : Optional.empty();
    }

    /** Looks whether watched resources have changed. */
    public void look(Consumer<Map<String, Object>> tell) {
        watch.look(message ->
                tell.accept(
                        marked(
                                String.valueOf(message.get("method")),
                                Params.object(message.get("params")))));
    }

    private Map<String, Object> marked(String method, Map<String, Object> params) {
        params.put("_meta", Map.of(StatelessProtocol.META + "subscriptionId", id));
        return RequestPeer.notification(method, params);
    }
}
