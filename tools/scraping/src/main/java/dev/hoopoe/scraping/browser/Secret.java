package dev.hoopoe.scraping.browser;

import java.util.List;
import java.util.Locale;

/**
 * A value that the user configured for typing into certain sites; no model ever sees it.
 *
 * @param name by which a step asks for it: {@code {{secret:NAME}}}
 * @param value what is typed
 * @param hosts where it may be typed: {@code example.org}, or {@code *.example.org} for the names
 *     below it
 */
public record Secret(String name, String value, List<String> hosts) {
    public Secret {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    boolean mayGoTo(String host) {
        return hosts.stream()
                .anyMatch(h -> h.startsWith("*.") ? host.endsWith(h.substring(1)) : h.equals(host));
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "Secret " + name + " for " + hosts;
    }
}
