package dev.hoopoe.mcp.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The resources of which one client wants to hear when they change. Thread-safe. */
public final class ResourceWatch {
    /** Resources that one client may watch. */
    public static final int MAX_WATCHED = 100;

    private final Map<String, OptionalLong> stamps = new ConcurrentHashMap<>();
    private final Catalogue catalogue;

    /** Watches nothing yet. */
    public ResourceWatch(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Watches the resource of these params from now on. */
    public void add(Map<String, Object> params) throws RpcException {
        String uri = Params.text(params, "uri");
        if (stamps.size() >= MAX_WATCHED && !stamps.containsKey(uri)) {
            throw new RpcException(
                    400,
                    RpcException.BUSY,
                    "%d resources are watched already. Unsubscribe from one first."
                            .formatted(MAX_WATCHED));
        }
        stamps.put(uri, catalogue.stamp(uri));
    }

    /** Watches the resource of these params no more. */
    public void remove(Map<String, Object> params) throws RpcException {
        stamps.remove(Params.text(params, "uri"));
    }

    /** Looks at each; a changed one is told as the params and method of a notification. */
    public void look(Consumer<Map<String, Object>> tell) {
        stamps.forEach((uri, before) -> {
            OptionalLong now = catalogue.stamp(uri);
            if (!now.equals(before) && stamps.replace(uri, before, now)) {
                Map<String, Object> params = new LinkedHashMap<>();
                params.put("uri", uri);
                tell.accept(RequestPeer.notification("notifications/resources/updated", params));
            }
        });
    }
}
