package dev.hoopoe.web.openai;

import java.time.Duration;

/**
 * What callers may take from the models.
 *
 * @param openRequests computing or waiting for it; more are refused
 * @param requestTime from the request's arrival to the end of its answer
 * @param stopTime how long open answers may take once the server is to stop; half of it to end by
 *     themselves
 * @param embeddingInputs texts in one request
 */
public record EndpointLimits(
        int openRequests, Duration requestTime, Duration stopTime, int embeddingInputs) {
    public static final int DEFAULT_OPEN_REQUESTS = 32;
    public static final Duration DEFAULT_REQUEST_TIME = Duration.ofMinutes(10);
    public static final Duration DEFAULT_STOP_TIME = Duration.ofSeconds(8);
    public static final int DEFAULT_EMBEDDING_INPUTS = 256;

    public static final EndpointLimits DEFAULTS =
            new EndpointLimits(
                    DEFAULT_OPEN_REQUESTS,
                    DEFAULT_REQUEST_TIME,
                    DEFAULT_STOP_TIME,
                    DEFAULT_EMBEDDING_INPUTS);

    public EndpointLimits {
        if (openRequests < 1 || embeddingInputs < 1) {
            throw new IllegalArgumentException(
                    "Open requests and embedding inputs must be at least 1: %d, %d"
                            .formatted(openRequests, embeddingInputs));
        }
    }

    public EndpointLimits withOpenRequests(int value) {
        return new EndpointLimits(value, requestTime, stopTime, embeddingInputs);
    }

    public EndpointLimits withRequestTime(Duration value) {
        return new EndpointLimits(openRequests, value, stopTime, embeddingInputs);
    }

    public EndpointLimits withStopTime(Duration value) {
        return new EndpointLimits(openRequests, requestTime, value, embeddingInputs);
    }
}
