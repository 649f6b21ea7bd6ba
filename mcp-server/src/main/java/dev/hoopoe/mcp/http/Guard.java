package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.catalogue.RpcException;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Turns away requests under a wrong name, of other sites' pages, and without the token. */
final class Guard extends Handler.Wrapper {
    private static final String BEARER = "bearer ";

    private final HttpBinding binding;

    Guard(Handler guarded, HttpBinding binding) {
        super(guarded);
        this.binding = binding;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = request.getHttpURI().getHost();
        if (host == null || !binding.answersTo(host)) {
            refuse(
                    response,
                    callback,
                    403,
                    "This is no name of the server. Call it by the address that it listens on.");
        } else if (foreignOrigin(request)) {
            refuse(
                    response,
                    callback,
                    403,
                    "Pages of other sites may not use this server. Call it from a program.");
        } else if (!authorised(request)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            refuse(
                    response,
                    callback,
                    401,
                    "The token is missing or wrong. Send the header Authorization: Bearer TOKEN.");
        } else {
            return super.handle(request, response, callback);
        }
        return true;
    }

    private static void refuse(Response response, Callback callback, int status, String reason) {
        Replies.write(
                response,
                callback,
                status,
                Replies.error(
                        null, Map.of("code", RpcException.INVALID_REQUEST, "message", reason)));
    }

    /** A browser says which site's page asks; programs say nothing. */
    private static boolean foreignOrigin(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        return origin != null && !origin.toLowerCase(Locale.ROOT).equals(own(request));
    }

    private static @Nullable String own(Request request) {
        String authority = request.getHttpURI().getAuthority();
        return authority == null ? null : "http://" + authority.toLowerCase(Locale.ROOT);
    }

    private boolean authorised(Request request) {
        return binding.token().isEmpty()
                || Endpoint.OPEN.contains(Request.getPathInContext(request))
                || binding.token().get().matches(offered(request));
    }

    private static String offered(Request request) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : "";
    }
}
