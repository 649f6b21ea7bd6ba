package dev.hoopoe.scraping.robots;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page's owner says about the use of its content. None of it forbids a fetch: it is reported
 * to the caller, who decides. Immutable.
 *
 * @param directives of {@code X-Robots-Tag} and the meta tags {@code robots} and {@code hoopoe},
 *     lower case: those of {@link #DIRECTIVES}
 * @param tdmReserved whether text and data mining is reserved (W3C TDM Reservation Protocol), if
 *     the page says
 * @param tdmPolicy where its licence is, or ""
 * @param content of {@code Content-Signal} and {@code Content-Usage}, such as {@code ai-input} =
 *     false
 */
public record UsageSignals(
        Set<String> directives,
        Optional<Boolean> tdmReserved,
        String tdmPolicy,
        Map<String, Boolean> content) {
    /** The directives that are told; those about search result pages are not. */
    public static final List<String> DIRECTIVES =
            List.of("noindex", "nofollow", "noarchive", "nosnippet", "noai", "noimageai");

    /** Nothing is said. */
    public static final UsageSignals NONE =
            new UsageSignals(Set.of(), Optional.empty(), "", Map.of());

    private static final int MAX_POLICY_CHARS = 500;

    public UsageSignals {
        Set<String> ordered = new LinkedHashSet<>(DIRECTIVES);
        ordered.retainAll(directives);
        directives = java.util.Collections.unmodifiableSet(ordered);
        content = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(content));
    }

    /** The signals of an answer that is no HTML page. */
    public static UsageSignals of(HttpHeaders headers, SiteRules site) {
        Reading reading = new Reading(site);
        reading.headers(headers);
        return reading.signals();
    }

    /** The signals of a page: its headers, its meta tags and its site's robots.txt. */
    public static UsageSignals of(HttpHeaders headers, Document page, SiteRules site) {
        Reading reading = new Reading(site);
        reading.headers(headers);
        page.head().getElementsByTag("meta").forEach(reading::meta);
        return reading.signals();
    }

    /** Whether anything is said. */
    public boolean any() {
        return !equals(NONE);
    }

    /** Whether the page's links are not to be followed. */
    public boolean nofollow() {
        return directives.contains("nofollow");
    }

    /**
     * What restricts the use, for a result's first line, such as {@code noai,tdm=1,ai-input=no}; ""
     * where nothing does. Links and permissions are left out.
     */
    public String restrictions() {
        List<String> parts = new ArrayList<>(directives);
        parts.remove("nofollow");
        tdmReserved.filter(reserved -> reserved).ifPresent(r -> parts.add("tdm=1"));
        content.forEach((use, allowed) -> {
            if (!allowed) {
                parts.add(use + "=no");
            }
        });
        return String.join(",", parts);
    }

    private static final class Reading {
        private final Set<String> directives = new LinkedHashSet<>();
        private final Map<String, Boolean> content;
        private Optional<Boolean> reserved = Optional.empty();
        private String policy = "";

        Reading(SiteRules site) {
            this.content = new LinkedHashMap<>(site.contentSignals());
        }

        void headers(HttpHeaders headers) {
            headers.allValues("x-robots-tag").forEach(this::robotsTag);
            headers.firstValue("tdm-reservation").ifPresent(this::reservation);
            headers.firstValue("tdm-policy").ifPresent(this::policy);
            headers.allValues("content-usage").forEach(this::usage);
            headers.allValues("content-signal").forEach(this::usage);
        }

        void meta(Element meta) {
            String value = meta.attr("content");
            switch (meta.attr("name").strip().toLowerCase(Locale.ROOT)) {
                case "robots", RobotsFile.AGENT -> directives(value);
                case "tdm-reservation" -> reservation(value);
                case "tdm-policy" -> policy(value);
                default -> {}
            }
        }

        /** A value may begin with the name of the one robot that it is meant for. */
        private void robotsTag(String value) {
            int colon = value.indexOf(':');
            String agent = colon < 0 ? "" : value.substring(0, colon).strip();
            boolean named = agent.matches("[A-Za-z_-]+") && !agent.equals("unavailable_after");
            if (!named || !robot(agent)) {
                directives(value);
            }
            if (named && agent.equalsIgnoreCase(RobotsFile.AGENT)) {
                directives(value.substring(colon + 1));
            }
        }

        /** Directives with a value are no robot's name. */
        private static boolean robot(String word) {
            return !word.toLowerCase(Locale.ROOT).startsWith("max-");
        }

        private void directives(String value) {
            for (String directive : value.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
                if (directive.equals("none")) {
                    directives.addAll(List.of("noindex", "nofollow"));
                }
                directives.add(directive);
            }
        }

        private void reservation(String value) {
            String digit = value.strip();
            if (digit.equals("1") || digit.equals("0")) {
                reserved = Optional.of(digit.equals("1"));
            }
        }

        private void policy(String value) {
            policy = value.strip().length() <= MAX_POLICY_CHARS ? value.strip() : "";
        }

        private void usage(String value) {
            content.putAll(AgentLines.of("Content-Signal: " + value, "").signals());
        }

        UsageSignals signals() {
            return new UsageSignals(directives, reserved, policy, content);
        }
    }
}
