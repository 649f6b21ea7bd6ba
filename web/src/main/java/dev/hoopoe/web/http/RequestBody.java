package dev.hoopoe.web.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;

/** Reads a request's body as bytes, within limits. Safe from every thread. */
public final class RequestBody {
    /** Bytes over the limit up to which a body is read to its end before it is refused. */
    private static final int PASSED_BYTES = 1 << 20;

    private static final long PASSED_MILLIS = 1_000;

    private final WebLimits limits;
    private final String shorter;

    /**
     * @param shorter what to do about a body that is too long, as a sentence
     */
    public RequestBody(WebLimits limits, String shorter) {
        this.limits = limits;
        this.shorter = shorter;
    }

    /**
     * Waits for the body.
     *
     * @throws ApiException if it is too long, late, packed, or ends too early
     */
    public byte[] read(Request request) {
        refuseEncoding(request);
        if (request.getLength() > limits.bodyBytes()) {
            passBy(request);
            throw tooLong();
        }
        return bytes(request);
    }

    private static void refuseEncoding(Request request) {
        String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ApiException(
                    ApiError.badRequest(
                            "",
                            "The Content-Encoding %s is not read here. Send it plain."
                                    .formatted(encoding)));
        }
    }

    // A connection that is closed while the client still sends is reset, and the reset can reach
    // the client before the answer does (RFC 9112, 9.6).
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
                                "The body is longer than %,d bytes. %s"
                                        .formatted(limits.bodyBytes(), shorter))
                        .withHeader("Connection", "close"));
    }

    private static ApiException broken() {
        return new ApiException(
                ApiError.badRequest("", "The body ended before it was complete. Send it again."));
    }
}
