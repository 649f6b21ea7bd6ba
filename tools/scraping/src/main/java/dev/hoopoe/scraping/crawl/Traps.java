package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Recognises addresses that sites make without end: folders that repeat themselves, calendars,
 * facets, and families of addresses of which page after page says the same. Thread-safe.
 */
final class Traps {
    /** Longer addresses hold state, not places. */
    static final int MAX_CHARS = 1_000;

    /** Deeper folders come from links that repeat. */
    static final int MAX_SEGMENTS = 16;

    /** The same folder name so often in one path is a loop. */
    static final int MAX_REPEATS = 3;

    /** More parameters than that combine filters. */
    static final int MAX_PARAMETERS = 6;

    /** Addresses of one family (same path but for numbers, same parameters), by their kind. */
    static final int MAX_CALENDAR = 60;

    static final int MAX_FILTERS = 500;

    /** A family is given up when, of so many pages, fewer than a tenth say something new. */
    static final int LOOKED_AT = 30;

    /** Families remembered. */
    static final int MAX_FAMILIES = 20_000;

    private static final Pattern CALENDAR =
            Pattern.compile(
                    "(?i)(?:^|[/?&_-])(?:calendar|cal|date|day|week|month|year|ical)(?:[/=&_-]|$)");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Map<String, Family> families = new HashMap<>();

    /** Whether an address looks like part of an endless family. */
    boolean endless(WebUrl url) {
        String text = url.uri().toString();
        if (text.length() > MAX_CHARS || loops(url.uri().getRawPath())) {
            return true;
        }
        String query = url.uri().getRawQuery();
        Set<String> parameters = parameters(query);
        if (parameters.size() > MAX_PARAMETERS) {
            return true;
        }
        int most = most(text, parameters);
        return spent(name(url.uri().getRawPath(), parameters), most);
    }

    /** Learns whether a page of a family said something new. */
    synchronized void seen(WebUrl url, boolean isNew) {
        String query = url.uri().getRawQuery();
        Family family = families.get(name(url.uri().getRawPath(), parameters(query)));
        if (family != null) {
            family.pages++;
            family.fresh += isNew ? 1 : 0;
        }
    }

    private static int most(String url, Set<String> parameters) {
        if (CALENDAR.matcher(url).find() && NUMBER.matcher(url).find()) {
            return MAX_CALENDAR;
        }
        return parameters.size() > 1 ? MAX_FILTERS : Integer.MAX_VALUE;
    }

    private synchronized boolean spent(String name, int most) {
        if (families.size() >= MAX_FAMILIES && !families.containsKey(name)) {
            return false;
        }
        Family family = families.computeIfAbsent(name, n -> new Family());
        boolean stale = family.pages >= LOOKED_AT && family.fresh * 10 < family.pages;
        return stale || ++family.addresses > most;
    }

    private static boolean loops(String path) {
        List<String> segments = Arrays.stream(path.split("/")).filter(s -> !s.isEmpty()).toList();
        if (segments.size() > MAX_SEGMENTS) {
            return true;
        }
        Map<String, Integer> times = new HashMap<>();
        return segments.size() > MAX_REPEATS
                && segments.stream().anyMatch(s -> times.merge(s, 1, Integer::sum) > MAX_REPEATS);
    }

    private static Set<String> parameters(@org.jspecify.annotations.Nullable String query) {
        Set<String> names = query == null ? Set.of() : new HashSet<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            names.add(equals < 0 ? pair : pair.substring(0, equals));
        }
        return names;
    }

    private static String name(String path, Set<String> parameters) {
        return NUMBER.matcher(path).replaceAll("#")
                + (parameters.isEmpty() ? "" : "?" + String.join("&", new TreeSet<>(parameters)));
    }

    private static final class Family {
        private int addresses;
        private int pages;
        private int fresh;
    }
}
