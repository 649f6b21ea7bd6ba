package dev.hoopoe.scraping.fetch;

import dev.hoopoe.scraping.egress.WebUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cookies of one fetch: those that its redirects set, so that a site which sends a visitor
 * round once can be read, and those of the user's profile. Forgotten afterwards: two fetches cannot
 * be told to be of one visitor.
 */
final class CookieJar {
    /** Cookies of one answer that are looked at. */
    static final int MAX_SET = 50;

    private final CookieManager set = new CookieManager(null, CookiePolicy.ACCEPT_ORIGINAL_SERVER);

    /** The value of the Cookie field, if there is anything to send. */
    Optional<String> header(WebUrl url, Optional<SiteAccess> site) {
        List<String> pairs = new ArrayList<>();
        site.ifPresent(profile -> pairs.addAll(profile.cookiesFor(url.uri())));
        try {
            set.get(url.uri(), Map.of()).getOrDefault("Cookie", List.of()).stream()
                    .filter(pair -> !pair.isEmpty())
                    .forEach(pairs::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pairs.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", pairs));
    }

    void keep(WebUrl url, HttpHeaders headers) {
        List<String> values = headers.allValues("set-cookie");
        if (values.isEmpty()) {
            return;
        }
        try {
            set.put(url.uri(), Map.of("Set-Cookie", values.stream().limit(MAX_SET).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
