package dev.hoopoe.mcp;

import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.mcp.catalogue.Change;
import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.mcp.catalogue.Subscription;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions of a client of 2026-07-28; each is a request that stays open. Thread-safe. */
final class Listening {
    private final Map<Object, Subscription> open = new ConcurrentHashMap<>();
    private final Catalogue catalogue;
    private final Replies replies;

    Listening(Catalogue catalogue, Replies replies) {
        this.catalogue = catalogue;
        this.replies = replies;
    }

    void begin(Incoming.Request message) throws RpcException {
        if (open.size() >= Subscription.MAX_OPEN) {
            throw new RpcException(
                    503,
                    RpcException.BUSY,
                    "%d subscriptions are open. Cancel one first."
                            .formatted(Subscription.MAX_OPEN));
        }
        Subscription subscription = Subscription.of(message.id(), message.params(), catalogue);
        open.put(message.id(), subscription);
        replies.send(subscription.acknowledgement());
    }

    void end(Object id) {
        open.remove(id);
    }

    void changed(Change change) {
        open.values().forEach(s -> s.notice(change).ifPresent(replies::send));
    }

    void look() {
        open.values().forEach(s -> s.look(replies::send));
    }
}
