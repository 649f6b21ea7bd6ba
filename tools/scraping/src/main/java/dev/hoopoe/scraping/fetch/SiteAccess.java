package dev.hoopoe.scraping.fetch;

import dev.hoopoe.scraping.egress.UpstreamProxy;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the user wants certain hosts to be visited: a named profile with headers, a log-in and
 * cookies of its own, which no other host ever sees.
 *
 * @param name as the user calls it
 * @param hosts such as {@code example.org}, or {@code *.example.org} for the names below it
 * @param headers sent with each request to these hosts; may hold secrets
 * @param cookies name and value, sent as they are
 * @param proxies by which these hosts are reached, in rotation; none means as all others
 */
public record SiteAccess(
        String name,
        List<String> hosts,
        Map<String, String> headers,
        List<SiteCookie> cookies,
        List<UpstreamProxy> proxies) {
    private static final Pattern HOST = Pattern.compile("(?:\\*\\.)?[\\w.-]*\\w|\\[[0-9a-f:.]+\\]");

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a host is no host or a header cannot be sent; the message
     *     holds no value
     */
    public SiteAccess {
        hosts.forEach(SiteAccess::requireHost);
        headers.forEach(SiteAccess::requireHeader);
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
        proxies = List.copyOf(proxies);
    }

    private static void requireHost(String host) {
        if (!HOST.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no host. Write example.org, or *.example.org for all below it."
                            .formatted(host));
        }
    }

    private static void requireHeader(String name, String value) {
        try {
            HttpRequest.newBuilder().header(name, value);
        } catch (IllegalArgumentException e) {
            // Its message may hold the value.
            throw new IllegalArgumentException(
                    "The header \"%s\" cannot be set: its name is reserved or its value is no header text."
                            .formatted(name));
        }
    }

    /** Whether the profile is for this host. */
    public boolean covers(String host) {
        return hosts.stream().anyMatch(pattern -> matches(pattern, host));
    }

    /** The cookies that go to an address (RFC 6265, 5.4). */
    List<String> cookiesFor(URI address) {
        List<String> fitting = new ArrayList<>();
        for (SiteCookie cookie : cookies) {
            if (cookie.goesTo(address)) {
                fitting.add(cookie.name() + "=" + cookie.value());
            }
        }
        return fitting;
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.")
                ? host.endsWith(pattern.substring(1))
                : host.equals(pattern);
    }

    /** Without headers and cookies, which may be secret. */
    @Override
    public String toString() {
        return "SiteAccess[" + name + " for " + hosts + "]";
    }
}
