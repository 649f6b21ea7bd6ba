package dev.hoopoe.mcp;

import dev.hoopoe.mcp.catalogue.Change;
import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.mcp.catalogue.Subscription;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The subscriptions of a client of 2026-07-28; each is a request that stays open. Thread-safe. */
final class Listening {
    private final Map<Object, Subscription> open = new ConcurrentHashMap<>();
    private final Replies replies;

    Listening(Replies replies) {
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
        Subscription subscription = Subscription.of(message.id(), message.params());
        open.put(message.id(), subscription);
        replies.send(subscription.acknowledgement());
    }

    void end(Object id) {
        open.remove(id);
    }

    void changed(Change change) {
        open.values().forEach(s -> s.notice(change).ifPresent(replies::send));
    }
}
