package dev.hoopoe.scraping.sites;

import dev.hoopoe.scraping.egress.WebUrl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An address in its parts: host without {@code www.}, path segments as written, query. */
record Place(String host, List<String> path, String query) {
    Place {
        path = List.copyOf(path);
    }

    static Place of(WebUrl url) {
        List<String> path =
                Arrays.stream(url.uri().getRawPath().split("/", -1))
                        .filter(segment -> !segment.isEmpty())
                        .toList();
        String query = url.uri().getRawQuery();
        return new Place(url.host().replaceFirst("^www\\.", ""), path, query == null ? "" : query);
    }

    /** The segment at this position, or "". */
    String at(int index) {
        return index < path.size() ? path.get(index) : "";
    }

    /** The segments from this position on, joined. */
    String from(int index) {
        return index < path.size() ? String.join("/", path.subList(index, path.size())) : "";
    }

    int depth() {
        return path.size();
    }

    boolean below(String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    /** The decoded value of a parameter. */
    Optional<String> parameter(String name) {
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decoded(pair.substring(name.length() + 1)))
                .findFirst();
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    static boolean number(String text) {
        return text.matches("\\d{1,15}");
    }
}
