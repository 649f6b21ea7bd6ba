package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.catalogue.RpcException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;

/** Reads the message of a request, within its length and its time. */
final class Body {
    private final HttpLimits limits;

    Body(HttpLimits limits) {
        this.limits = limits;
    }

    /**
     * Waits for the whole message. One that is a little too long is read to its end before it is
     * refused: closed while the client still sends, a connection is reset, and the reset can reach
     * the client before the answer does (RFC 9112, 9.6).
     */
    byte[] of(Request request) throws RpcException {
        int most = limits.bodyBytes() + HttpLimits.PASSED_BYTES;
        if (request.getLength() > most) {
            throw tooLong();
        }
        CompletableFuture<byte[]> arriving = new CompletableFuture<>();
        Content.Source.asByteArrayAsync(request, most, Promise.Invocable.toPromise(arriving));
        byte[] body = arrived(arriving);
        if (body.length > limits.bodyBytes()) {
            throw tooLong();
        }
        return body;
    }

    private byte[] arrived(CompletableFuture<byte[]> arriving) throws RpcException {
        try {
            return arriving.get(limits.bodyTime().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw refused(
                    408,
                    "The message did not arrive within %d s. Send it again."
                            .formatted(limits.bodyTime().toSeconds()));
        } catch (ExecutionException e) {
            // Jetty's word for more bytes than were allowed.
            throw e.getCause() instanceof IllegalStateException
                    ? tooLong()
                    : refused(400, "The message ended before it was complete. Send it again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(503, "The server is stopping. Try again later.");
        }
    }

    private RpcException tooLong() {
        return refused(
                413,
                "The message is longer than %d bytes. Send less in one message."
                        .formatted(limits.bodyBytes()));
    }

    private static RpcException refused(int status, String message) {
        return new RpcException(status, RpcException.INVALID_REQUEST, message);
    }
}
