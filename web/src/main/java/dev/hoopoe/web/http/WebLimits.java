package dev.hoopoe.web.http;

import java.time.Duration;

/**
 * What a caller may take from the server.
 *
 * @param headerBytes of a request, its first line included
 * @param bodyBytes of a request
 * @param bodyTime until the body must have arrived
 * @param jsonDepth how deep a body's values may be nested
 * @param idle how long a connection may say nothing, or not read what is written to it
 * @param connections open at once
 */
public record WebLimits(
        int headerBytes,
        int bodyBytes,
        Duration bodyTime,
        int jsonDepth,
        Duration idle,
        int connections) {
    public static final int DEFAULT_HEADER_BYTES = 16 << 10;
    public static final int DEFAULT_BODY_BYTES = 1 << 20;
    public static final Duration DEFAULT_BODY_TIME = Duration.ofSeconds(30);
    public static final int DEFAULT_JSON_DEPTH = 64;
    public static final Duration DEFAULT_IDLE = Duration.ofSeconds(60);
    public static final int DEFAULT_CONNECTIONS = 256;

    public static final WebLimits DEFAULTS =
            new WebLimits(
                    DEFAULT_HEADER_BYTES,
                    DEFAULT_BODY_BYTES,
                    DEFAULT_BODY_TIME,
                    DEFAULT_JSON_DEPTH,
                    DEFAULT_IDLE,
                    DEFAULT_CONNECTIONS);

    public WebLimits withBodyBytes(int value) {
        return new WebLimits(headerBytes, value, bodyTime, jsonDepth, idle, connections);
    }

    public WebLimits withBodyTime(Duration value) {
        return new WebLimits(headerBytes, bodyBytes, value, jsonDepth, idle, connections);
    }

    public WebLimits withIdle(Duration value) {
        return new WebLimits(headerBytes, bodyBytes, bodyTime, jsonDepth, value, connections);
    }
}
