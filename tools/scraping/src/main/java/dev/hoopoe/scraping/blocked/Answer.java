package dev.hoopoe.scraping.blocked;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a server sent.
 *
 * @param status HTTP status code
 * @param headers names in lower case
 * @param asked the address asked for
 * @param url the address that answered, after redirects
 * @param html the page
 */
public record Answer(
        int status, Map<String, List<String>> headers, URI asked, URI url, String html) {
    boolean has(String header) {
        return headers.containsKey(header);
    }
}
