package dev.hoopoe.mcp;

import dev.hoopoe.tools.RunningCall;
import java.time.Duration;

/**
 * How much a client may ask of a server, and how long things may take.
 *
 * @param maxLineBytes bytes of one message; a longer one is answered by an error and skipped
 * @param maxRunningCalls calls that run at the same time; the next ones wait
 * @param maxOpenCalls calls that run or wait; a further one is answered by an error
 * @param maxOpenBytes bytes of the messages of all calls that run or wait
 * @param callTime how long one call may take before it is cancelled
 * @param overrun how long a cancelled call may go on before it is answered without its tool
 * @param drain how long calls may go on after the client closed its end
 */
public record ServerLimits(
        int maxLineBytes,
        int maxRunningCalls,
        int maxOpenCalls,
        int maxOpenBytes,
        Duration callTime,
        Duration overrun,
        Duration drain) {
    /** Bytes of one message. */
    public static final int DEFAULT_MAX_LINE_BYTES = 4 << 20;

    /** Calls that run at the same time. */
    public static final int DEFAULT_MAX_RUNNING_CALLS = 256;

    /** Calls that run or wait. */
    public static final int DEFAULT_MAX_OPEN_CALLS = 16_384;

    /** Bytes of the messages of all calls that run or wait. */
    public static final int DEFAULT_MAX_OPEN_BYTES = 64 << 20;

    /** How long a cancelled call may go on before it is answered without its tool. */
    public static final Duration DEFAULT_OVERRUN = Duration.ofSeconds(5);

    /** How long calls may go on after the client closed its end. */
    public static final Duration DEFAULT_DRAIN = Duration.ofMillis(800);

    /** Levels of objects and arrays in one message; tools themselves need four. */
    static final int MAX_DEPTH = 64;

    /** The defaults. */
    public static final ServerLimits DEFAULTS =
            new ServerLimits(
                    DEFAULT_MAX_LINE_BYTES,
                    DEFAULT_MAX_RUNNING_CALLS,
                    DEFAULT_MAX_OPEN_CALLS,
                    DEFAULT_MAX_OPEN_BYTES,
                    RunningCall.DEFAULT_DEADLINE,
                    DEFAULT_OVERRUN,
                    DEFAULT_DRAIN);

    public ServerLimits {
        if (maxLineBytes < 1 || maxRunningCalls < 1 || maxOpenCalls < 1) {
            throw new IllegalArgumentException("Every limit of a server must be at least 1.");
        }
        if (maxOpenBytes < maxLineBytes) {
            throw new IllegalArgumentException(
                    "maxOpenBytes %d is below maxLineBytes %d, so the longest message never fits."
                            .formatted(maxOpenBytes, maxLineBytes));
        }
    }
}
