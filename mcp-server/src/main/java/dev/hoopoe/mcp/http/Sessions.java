package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.mcp.catalogue.SessionProtocol;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open sessions: bounded, unguessable, forgotten when unused. Thread-safe. */
final class Sessions {
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final HttpLimits limits;

    Sessions(HttpLimits limits) {
        this.limits = limits;
    }

    synchronized Session open(SessionProtocol protocol) throws RpcException {
        sessions.values().removeIf(s -> s.idleFor(limits.sessionIdle().toNanos()));
        if (sessions.size() >= limits.sessions()) {
            throw new RpcException(
                    503,
                    RpcException.BUSY,
                    "The server is busy: %d sessions are open. Try again later."
                            .formatted(limits.sessions()));
        }
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        Session session = new Session(HexFormat.of().formatHex(bits), protocol);
        sessions.put(session.id(), session);
        return session;
    }

    /** The session of a request's header. */
    Session find(@Nullable String id) throws RpcException {
        if (id == null) {
            throw new RpcException(
                    400,
                    RpcException.INVALID_REQUEST,
                    "The header Mcp-Session-Id is missing. Send initialize first, then its id.");
        }
        Session session = sessions.get(id);
        if (session == null || session.idleFor(limits.sessionIdle().toNanos())) {
            sessions.remove(id);
            throw new RpcException(
                    404,
                    RpcException.INVALID_REQUEST,
                    "There is no such session any more. Send initialize to begin another.");
        }
        session.use();
        return session;
    }

    void close(Session session) {
        sessions.remove(session.id());
        session.close();
    }

    /** The sessions that are open now. */
    List<Session> all() {
        return List.copyOf(sessions.values());
    }

    void closeAll() {
        sessions.values().forEach(this::close);
    }
}
