package dev.hoopoe.scraping.fetch;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What RFC 9111 says on keeping answers, for a private cache that asks with GET only. */
final class CachingRules {
    /**
     * RFC 9111, 4.2.2 suggests a tenth of the time since the last change; never longer than this.
     */
    static final Duration MAX_HEURISTIC = Duration.ofHours(24);

    /** However long a server allows, a page is checked after so long. */
    static final Duration MAX_FRESH = Duration.ofDays(7);

    private static final Set<Integer> KEPT = Set.of(200, 203, 301, 308);

    private CachingRules() {}

    /** RFC 9111, 3; an answer that was cut is no answer. */
    static boolean mayKeep(RawAnswer answer) {
        List<String> directives = directives(answer.headers());
        boolean varies = answer.headers().allValues("vary").stream().anyMatch(v -> v.contains("*"));
        return KEPT.contains(answer.status())
                && !answer.body().cut()
                && !varies
                && !directives.contains("no-store");
    }

    /** RFC 9111, 4.2. */
    static boolean fresh(RawAnswer kept, Instant now) {
        Duration age = Duration.between(kept.at(), now).plus(ageOnArrival(kept.headers()));
        return !directives(kept.headers()).contains("no-cache")
                && age.compareTo(lifetime(kept)) < 0;
    }

    private static Duration lifetime(RawAnswer kept) {
        HttpHeaders headers = kept.headers();
        Duration allowed =
                seconds(directives(headers), "max-age=")
                        .or(() -> untilExpiry(headers, kept.at()))
                        .orElseGet(() -> heuristic(headers, kept.at()));
        return allowed.compareTo(MAX_FRESH) < 0 ? allowed : MAX_FRESH;
    }

    private static Optional<Duration> untilExpiry(HttpHeaders headers, Instant at) {
        Optional<String> expires = headers.firstValue("expires");
        if (expires.isEmpty()) {
            return Optional.empty();
        }
        Instant sent = date(headers, "date").orElse(at);
        // An invalid date such as "0" is in the past (RFC 9111, 5.3).
        return Optional.of(
                date(headers, "expires")
                        .map(end -> Duration.between(sent, end))
                        .orElse(Duration.ZERO));
    }

    private static Duration heuristic(HttpHeaders headers, Instant at) {
        Duration tenth =
                date(headers, "last-modified")
                        .map(changed -> Duration.between(changed, at).dividedBy(10))
                        .orElse(Duration.ZERO);
        return tenth.compareTo(MAX_HEURISTIC) < 0 ? tenth : MAX_HEURISTIC;
    }

    private static Duration ageOnArrival(HttpHeaders headers) {
        return seconds(headers.allValues("age"), "").orElse(Duration.ZERO);
    }

    /** The fields that ask a server whether a kept answer is still right; none if it cannot say. */
    static Map<String, String> validators(RawAnswer kept) {
        Map<String, String> fields = new LinkedHashMap<>();
        kept.headers().firstValue("etag").ifPresent(tag -> fields.put("If-None-Match", tag));
        kept.headers()
                .firstValue("last-modified")
                .ifPresent(date -> fields.put("If-Modified-Since", date));
        return fields;
    }

    /** RFC 9111, 4.3.4: what the server said again replaces what it said before. */
    static RawAnswer confirmed(RawAnswer kept, RawAnswer notModified) {
        Map<String, List<String>> fields = new LinkedHashMap<>(kept.headers().map());
        notModified
                .headers()
                .map()
                .forEach((name, values) -> {
                    if (!name.startsWith("content-") && !name.equals("transfer-encoding")) {
                        fields.put(name, values);
                    }
                });
        HttpHeaders headers = HttpHeaders.of(fields, (name, value) -> true);
        return new RawAnswer(kept.status(), headers, kept.body(), notModified.at(), true);
    }

    private static List<String> directives(HttpHeaders headers) {
        return headers.allValues("cache-control").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(directive -> directive.strip().toLowerCase(Locale.ROOT).replace("\"", ""))
                .toList();
    }

    private static Optional<Duration> seconds(List<String> values, String prefix) {
        return values.stream()
                .filter(value -> value.startsWith(prefix))
                .map(value -> value.substring(prefix.length()).strip())
                .filter(digits -> digits.matches("\\d{1,10}"))
                .map(digits -> Duration.ofSeconds(Long.parseLong(digits)))
                .findFirst();
    }

    private static Optional<Instant> date(HttpHeaders headers, String name) {
        return headers.firstValue(name).flatMap(CachingRules::date);
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
