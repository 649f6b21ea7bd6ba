package dev.hoopoe.web.chat;

import dev.hoopoe.web.http.ApiKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever has the link. The link's key is made anew at each start; it is exchanged for a
 * cookie, whose secret may outlive the process, so that an open page finds back after a restart.
 * Safe from every thread.
 */
public final class Entrance {
    /** Where a link leads. */
    static final String PATH = "/enter";

    private static final int SECRET_BYTES = 32;

    private final String key = newSecret();
    private final ApiKey linkKey = new ApiKey(key);
    private final AtomicReference<@Nullable ApiKey> onceKey = new AtomicReference<>();
    private final String cookie;
    private final ApiKey cookieKey;

    /**
     * An entrance whose cookie has this value.
     *
     * @param cookieSecret of {@link #newSecret}; only the user may be able to read where it is kept
     */
    public Entrance(String cookieSecret) {
        this.cookie = cookieSecret;
        this.cookieKey = new ApiKey(cookieSecret);
    }

    /** 256 random bits in letters that an address may hold. */
    public static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The link that lets in, for the person alone. */
    public URI link(URI server) {
        return server.resolve(PATH + "?key=" + key);
    }

    /** A link that lets in whoever uses it first. */
    public URI linkForOnce(URI server) {
        String once = newSecret();
        onceKey.set(new ApiKey(once));
        return server.resolve(PATH + "?key=" + once);
    }

    boolean opensWith(Request request) {
        String offered =
                Request.extractQueryParameters(request, StandardCharsets.UTF_8).getValue("key");
        return offered != null && (linkKey.matches(offered) || opensOnce(offered));
    }

    private boolean opensOnce(String offered) {
        ApiKey once = onceKey.get();
        return once != null && once.matches(offered) && onceKey.compareAndSet(once, null);
    }

    boolean knows(Request request) {
        String name = cookieName(request);
        return Request.getCookies(request).stream()
                .anyMatch(c -> c.getName().equals(name) && cookieKey.matches(c.getValue()));
    }

    HttpCookie cookie(Request request) {
        return HttpCookie.build(cookieName(request), cookie)
                .path("/")
                .httpOnly(true)
                .sameSite(HttpCookie.SameSite.STRICT)
                .build();
    }

    // Cookies know no ports (RFC 6265, 8.5), and several pages may be open on this machine.
    private static String cookieName(Request request) {
        return "hoopoe-" + Request.getServerPort(request);
    }
}
