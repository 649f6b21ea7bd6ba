package dev.hoopoe.mcp.http;

import dev.hoopoe.tools.RunningCall;
import java.time.Duration;

/**
 * How much clients may ask of a server over HTTP, and how long things may take.
 *
 * @param bodyBytes bytes of one message; a longer one is answered by 413
 * @param bodyTime how long a message may take to arrive; a slower one is answered by 408
 * @param sessions sessions at the same time; a further client is told to come again
 * @param sessionIdle how long a session may be unused before it is forgotten
 * @param calls requests that run at the same time; a further one is answered "busy"
 * @param callTime how long one call may take before it is cancelled
 * @param drain how long calls may go on when the server closes
 */
public record HttpLimits(
        int bodyBytes,
        Duration bodyTime,
        int sessions,
        Duration sessionIdle,
        int calls,
        Duration callTime,
        Duration drain) {
    /** The defaults. */
    public static final HttpLimits DEFAULTS =
            new HttpLimits(
                    4 << 20,
                    Duration.ofSeconds(30),
                    1_000,
                    Duration.ofMinutes(30),
                    256,
                    RunningCall.DEFAULT_DEADLINE,
                    Duration.ofSeconds(8));

    /** Bytes over the limit up to which a message is read to its end before it is refused. */
    static final int PASSED_BYTES = 1 << 20;

    /** Levels of objects and arrays in one message. */
    static final int MAX_DEPTH = 64;

    /** Connections at the same time. */
    static final int MAX_CONNECTIONS = 2_048;

    /** Bytes of the headers of one request. */
    static final int MAX_HEADER_BYTES = 16 << 10;

    /** How long a silent call waits before its stream says that it is alive, and between signs. */
    static final Duration ALIVE = Duration.ofSeconds(1);

    /** Time between two signs of life of a stream on which a client only listens. */
    static final Duration LISTENING = Duration.ofSeconds(5);

    /** Clients that listen at the same time without a session. */
    static final int MAX_LISTENERS = 256;

    public HttpLimits {
        if (bodyBytes < 1 || sessions < 1 || calls < 1) {
            throw new IllegalArgumentException("Every limit of a server must be at least 1.");
        }
    }

    /** The same with another time for a call. */
    public HttpLimits callTime(Duration time) {
        return new HttpLimits(bodyBytes, bodyTime, sessions, sessionIdle, calls, time, drain);
    }
}
