package dev.hoopoe.scraping.fetch;

import dev.hoopoe.scraping.egress.WebUrl;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a server answered after all redirects.
 *
 * @param url the final address
 * @param status HTTP status code
 * @param type media type in lower case without parameters, if the server named one
 * @param charset as the server declared it, if it did
 * @param headers of the last answer
 * @param body decoded
 * @param at when the server sent it, or last said that it is still right
 * @param kept whether it was kept from an earlier call
 * @param hops the addresses that redirected, first one first
 */
public record Fetched(
        WebUrl url,
        int status,
        Optional<String> type,
        Optional<String> charset,
        HttpHeaders headers,
        Body body,
        Instant at,
        boolean kept,
        List<WebUrl> hops) {
    public Fetched {
        hops = List.copyOf(hops);
    }

    /** Whether the server sent what was asked for. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }
}
