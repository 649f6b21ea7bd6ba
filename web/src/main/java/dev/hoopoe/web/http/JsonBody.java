package dev.hoopoe.web.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;

/** Reads a request's body as a JSON object, within limits. Safe from every thread. */
public final class JsonBody {
    private static final int LONGEST_MESSAGE = 200;

    /** Bytes over the limit up to which a body is read to its end before it is refused. */
    private static final int PASSED_BYTES = 1 << 20;

    private static final long PASSED_MILLIS = 1_000;

    private final WebLimits limits;
    private final JsonMapper mapper;

    public JsonBody(WebLimits limits) {
        this.limits = limits;
        StreamReadConstraints constraints =
                StreamReadConstraints.builder().maxNestingDepth(limits.jsonDepth()).build();
        JsonFactory factory =
                JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        // Two programs could read two different values.
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        this.mapper =
                JsonMapper.builder(factory)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();
    }

    /**
     * Waits for the body, and reads it.
     *
     * @throws ApiException if it is too long, late, or no JSON object
     */
    public ObjectNode read(Request request) {
        refuseEncoding(request);
        if (request.getLength() > limits.bodyBytes()) {
            passBy(request);
            throw tooLong();
        }
        JsonNode value = parse(bytes(request));
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw bad("The body must be a JSON object; it is %s.".formatted(kind(value)));
    }

    private static void refuseEncoding(Request request) {
        String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw bad(
                    "The Content-Encoding %s is not read here. Send plain JSON."
                            .formatted(encoding));
        }
    }

    // A connection that is closed while the client still sends is reset, and the reset can reach
    // the
    // client before the answer does (RFC 9112, 9.6).
    private void passBy(Request request) {
        if (request.getLength() > limits.bodyBytes() + PASSED_BYTES) {
            return;
        }
        CompletableFuture<byte[]> rest = new CompletableFuture<>();
        Content.Source.asByteArrayAsync(
                request, (int) request.getLength(), Promise.Invocable.toPromise(rest));
        try {
            rest.orTimeout(PASSED_MILLIS, TimeUnit.MILLISECONDS).join();
        } catch (CompletionException late) {
            // The answer goes out all the same.
            return;
        }
    }

    private byte[] bytes(Request request) {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        Content.Source.asByteArrayAsync(
                request, limits.bodyBytes(), Promise.Invocable.toPromise(body));
        try {
            return body.get(limits.bodyTime().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ApiException(
                    ApiError.of(
                                    408,
                                    "body_too_slow",
                                    "The body did not arrive within %d s. Send it again."
                                            .formatted(limits.bodyTime().toSeconds()))
                            .withHeader("Connection", "close"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IllegalStateException ? tooLong() : broken();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(
                    ApiError.of(503, "stopping", "The server is stopping. Try again later."));
        }
    }

    private ApiException tooLong() {
        return new ApiException(
                ApiError.of(
                                413,
                                "body_too_large",
                                "The body is longer than %,d bytes. Shorten the conversation."
                                        .formatted(limits.bodyBytes()))
                        .withHeader("Connection", "close"));
    }

    private static ApiException broken() {
        return bad("The body ended before it was complete. Send it again.");
    }

    private JsonNode parse(byte[] bytes) {
        try {
            return mapper.readTree(bytes);
        } catch (StreamConstraintsException e) {
            throw bad(
                    "The body's JSON is nested deeper than %d levels, or has a number or name longer than this server reads. Make it simpler."
                            .formatted(limits.jsonDepth()));
        } catch (JsonProcessingException e) {
            throw bad(
                    "The body is no valid JSON at line %d, column %d: %s"
                            .formatted(
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                                    shortened(String.valueOf(e.getOriginalMessage()))));
        } catch (IOException e) {
            throw bad("The body is no valid JSON in UTF-8. Check its encoding.");
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static String kind(JsonNode value) {
        return value.isMissingNode()
                ? "empty"
                : value.getNodeType().toString().toLowerCase(Locale.ROOT);
    }

    private static ApiException bad(String message) {
        return new ApiException(ApiError.badRequest("", message));
    }
}
