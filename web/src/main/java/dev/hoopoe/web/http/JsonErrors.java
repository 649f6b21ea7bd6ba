package dev.hoopoe.web.http;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the server itself refuses, in the same form as all other errors; causes stay inside. */
final class JsonErrors extends ErrorHandler {
    private static final System.Logger LOG = System.getLogger(JsonErrors.class.getName());

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        if (request.getAttribute(ERROR_EXCEPTION) instanceof Throwable cause) {
            LOG.log(System.Logger.Level.DEBUG, "Request failed", cause);
        }
        Replies.error(response, callback, error(status, request.getHttpURI().getPath()));
        return true;
    }

    private static ApiError error(int status, @Nullable String path) {
        return switch (status) {
            case 404 ->
                    ApiError.of(
                            404,
                            "not_found",
                            "There is nothing at %s. Look up the server's paths in its documentation."
                                    .formatted(path));
            case 431 ->
                    ApiError.of(
                            431,
                            "headers_too_large",
                            "The request's headers are longer than this server reads. Send fewer or shorter ones.");
            case 503 ->
                    ApiError.of(503, "stopping", "The server is stopping. Try again later.")
                            .withHeader("Retry-After", "5");
            default ->
                    status < 500
                            ? ApiError.of(
                                    status,
                                    "bad_request",
                                    "This is no HTTP request that the server accepts (%d). Check its first line and headers."
                                            .formatted(status))
                            : ApiError.of(
                                    status,
                                    "internal_error",
                                    "The server failed; its log says why. Try again.");
        };
    }
}
