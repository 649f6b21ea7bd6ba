package dev.hoopoe.mcp.catalogue;

import dev.hoopoe.tools.RunningCall;
import java.util.Map;

/**
 * The client at the other end of a request, as far as the request may use it. Made by a transport,
 * lives as long as the request, and is thread-safe.
 */
public interface Peer {
    /** Progress, cancellation and deadline of the request. */
    RunningCall call();

    /** Whether the client said that it can do this, such as {@code sampling}. */
    boolean can(String capability);

    /** Sends a notification that belongs to this request. */
    void tell(String method, Map<String, Object> params);

    /** Sends a line of log, unless the client asked for graver ones only. */
    void log(String level, Object data);

    /**
     * Ends the connection but not the request: a client with a session comes back for the rest, so
     * that a long call holds no connection. Does nothing over other transports.
     */
    void release();

    /**
     * Asks the client, and waits for all answers; a client that answers none gives an empty object.
     *
     * @param questions under keys that are the same whenever the same request comes again
     * @return the result for each key
     * @throws InputRequired where the protocol has the client ask its user and then repeat the
     *     request; let it pass
     */
    Map<String, Map<String, Object>> ask(Map<String, Question> questions);

    /** As {@link #ask(Map)}, with one question. */
    default Map<String, Object> ask(String key, Question question) {
        return ask(Map.of(key, question)).getOrDefault(key, Map.of());
    }

    /**
     * A request of the server to its client.
     *
     * @param method such as {@code elicitation/create}
     * @param params in the words of the protocol
     */
    record Question(String method, Map<String, Object> params) {
        /** The capability that a client needs to answer it. */
        public String capability() {
            return method.substring(0, method.indexOf('/'));
        }
    }
}
