package dev.hoopoe.scraping.fetch;

import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as a program makes it to an interface that is made for programs.
 *
 * @param url what is asked
 * @param headers sent beside the usual ones, and only to this address's origin; may hold secrets
 * @param json sent by POST; redirects of such a request are not followed
 */
public record Ask(WebUrl url, Map<String, String> headers, Optional<String> json) {
    public Ask {
        headers = Map.copyOf(headers);
    }

    /** A plain GET. */
    static Ask page(WebUrl url) {
        return new Ask(url, Map.of(), Optional.empty());
    }

    /** A GET with headers. */
    public static Ask get(WebUrl url, Map<String, String> headers) {
        return new Ask(url, headers, Optional.empty());
    }

    /** A POST of JSON text. */
    public static Ask post(WebUrl url, Map<String, String> headers, String json) {
        return new Ask(url, headers, Optional.of(json));
    }

    Map<String, String> headersFor(WebUrl hop) {
        return hop.origin().equals(url.origin()) ? headers : Map.of();
    }

    /** Tells answers apart that one address gives to different headers. */
    String kind() {
        return headers.isEmpty() ? "" : "ask" + new TreeMap<>(headers).hashCode() + " ";
    }

    /** Without the headers, which may be secret. */
    @Override
    public String toString() {
        return "Ask[" + url + "]";
    }
}
