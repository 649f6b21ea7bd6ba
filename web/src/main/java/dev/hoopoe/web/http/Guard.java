package dev.hoopoe.web.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Turns away requests under a wrong name, of other sites' pages, and without the key. */
final class Guard extends Handler.Wrapper {
    private static final String BEARER = "bearer ";

    private final Binding binding;
    private final Set<String> open;

    /**
     * @param open paths that need no key
     */
    Guard(Handler guarded, Binding binding, Set<String> open) {
        super(guarded);
        this.binding = binding;
        this.open = Set.copyOf(open);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<ApiError> refusal =
                wrongHost(request).or(() -> foreignOrigin(request)).or(() -> missingKey(request));
        if (refusal.isPresent()) {
            Replies.error(response, callback, refusal.get());
            return true;
        }
        return super.handle(request, response, callback);
    }

    private Optional<ApiError> wrongHost(Request request) {
        String host = request.getHttpURI().getHost();
        if (host != null && binding.answersTo(host)) {
            return Optional.empty();
        }
        return Optional.of(
                ApiError.of(
                        403,
                        "wrong_host",
                        "The host %s is no name of this server. Call it as localhost or 127.0.0.1, or as the host that it was started with."
                                .formatted(host)));
    }

    /** A browser says which site's page asks; programs say nothing. */
    private static Optional<ApiError> foreignOrigin(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null || authority(origin).equals(authority(request))) {
            return Optional.empty();
        }
        return Optional.of(
                ApiError.of(
                        403,
                        "foreign_origin",
                        "Pages of %s may not use this server. Call it from a program, or from its own page."
                                .formatted(shortened(origin))));
    }

    private static String authority(String origin) {
        return origin.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
    }

    private static @Nullable String authority(Request request) {
        String authority = request.getHttpURI().getAuthority();
        return authority == null ? null : authority.toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private Optional<ApiError> missingKey(Request request) {
        if (binding.key().isEmpty()
                || open.contains(Request.getPathInContext(request))
                || binding.key().get().matches(offered(request))) {
            return Optional.empty();
        }
        return Optional.of(
                ApiError.of(
                                401,
                                "invalid_api_key",
                                "The API key is missing or wrong. Send the header Authorization: Bearer KEY.")
                        .withHeader("WWW-Authenticate", "Bearer"));
    }

    private static String offered(Request request) {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : "";
    }
}
