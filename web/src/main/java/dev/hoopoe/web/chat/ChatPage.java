package dev.hoopoe.web.chat;

import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.Replies;
import dev.hoopoe.web.http.WebLimits;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves the chat page and what its scripts call. Files of the page are for everybody on this
 * machine; conversations are for whoever came by the {@linkplain Entrance#link link}.
 *
 * <p>It blocks, so it needs a server with a thread for each request, such as {@link
 * dev.hoopoe.web.http.WebServer}, which also checks the names under which it is called. Whoever
 * made it closes it before the server.
 */
public final class ChatPage extends Handler.Abstract implements AutoCloseable {
    // No inline script or style, nothing from elsewhere, in no frame; text becomes markup only by
    // the sanitiser (W3C Content Security Policy 3, Trusted Types).
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types dompurify";

    private static final String API = "/api/";
    private static final String FILES = "/page/";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Entrance entrance;
    private final Assets assets = new Assets();
    private final Questions questions;
    private final Interface calls;

    public ChatPage(ChatBackend backend, Entrance entrance, WebLimits limits) {
        this.entrance = entrance;
        this.questions = new Questions(backend.approval());
        this.calls = new Interface(backend, questions, limits);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        guard(response);
        String path = Request.getPathInContext(request);
        try {
            if (path.startsWith(API)) {
                call(path.substring(API.length()), request, response, callback);
                return true;
            }
            return READING.contains(request.getMethod()) && show(path, request, response, callback);
        } catch (RuntimeException e) {
            Replies.error(response, callback, Interface.error(e));
            return true;
        }
    }

    private static void guard(Response response) {
        var headers = response.getHeaders();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }

    private void call(String path, Request request, Response response, Callback callback) {
        if (!entrance.knows(request)) {
            Replies.error(
                    response,
                    callback,
                    ApiError.of(
                            401,
                            "not_let_in",
                            "Open the link that hoopoe web printed when it started."));
        } else if (foreign(request)) {
            Replies.error(
                    response,
                    callback,
                    ApiError.of(403, "foreign_page", "Only the chat page itself may ask this."));
        } else {
            calls.handle(path, request, response, callback);
        }
    }

    // Another page of this machine, on another port, is the same site, so its requests carry the
    // cookie; browsers say where a request comes from (W3C Fetch Metadata).
    private static boolean foreign(Request request) {
        String from = request.getHeaders().get("Sec-Fetch-Site");
        return from != null && !from.equals("same-origin") && !from.equals("none");
    }

    private boolean show(String path, Request request, Response response, Callback callback) {
        if (path.equals(Entrance.PATH)) {
            return enter(request, response, callback);
        }
        if (path.equals("/")) {
            return entrance.knows(request)
                    ? assets.send("index.html", 200, request, response, callback)
                    : assets.send("locked.html", 401, request, response, callback);
        }
        return path.startsWith(FILES)
                && assets.send(path.substring(FILES.length()), 200, request, response, callback);
    }

    /**
     * Answers with a page that goes on by itself instead of a redirect: a strict cookie is sent
     * only where our own page leads, and the key does not stay in the address or the history.
     */
    private boolean enter(Request request, Response response, Callback callback) {
        if (!entrance.opensWith(request)) {
            return assets.send("locked.html", 401, request, response, callback);
        }
        Response.addCookie(response, entrance.cookie(request));
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        return assets.send("enter.html", 200, request, response, callback);
    }

    /** Stops open questions, and takes no more; what they have is kept. Tabs still hear of it. */
    public void endQuestions() {
        questions.close();
    }

    @Override
    public void close() {
        endQuestions();
    }
}
