package dev.hoopoe.mcp.catalogue;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one {@code subscriptions/listen} asks to hear of (MCP 2026-07-28).
 *
 * @param id of the request, with which each notification is marked
 * @param changes that it wants
 */
public record Subscription(Object id, Set<Change> changes) {
    /** Subscriptions of one client at the same time. */
    public static final int MAX_OPEN = 16;

    public Subscription {
        changes = Set.copyOf(changes);
    }

    /** Reads the params of the request. */
    public static Subscription of(Object id, Map<String, Object> params) {
        Map<String, Object> filter = Params.object(params.get("notifications"));
        Set<Change> changes = EnumSet.noneOf(Change.class);
        for (Change change : Change.values()) {
            if (Boolean.TRUE.equals(filter.get(change.filter()))) {
                changes.add(change);
            }
        }
        return new Subscription(id, changes);
    }

    /** The first message: what it will hear of. */
    public Map<String, Object> acknowledgement() {
        Map<String, Object> granted = new LinkedHashMap<>();
        for (Change change : Change.values()) {
            if (changes.contains(change)) {
                granted.put(change.filter(), true);
            }
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

    private Map<String, Object> marked(String method, Map<String, Object> params) {
        params.put("_meta", Map.of(StatelessProtocol.META + "subscriptionId", id));
        return RequestPeer.notification(method, params);
    }
}
