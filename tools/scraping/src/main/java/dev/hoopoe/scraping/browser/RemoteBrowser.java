package dev.hoopoe.scraping.browser;

import java.net.URI;
import java.util.Set;

/**
 * A browser that runs elsewhere: a service such as Browserless or Bright Data, a Selenium Grid, or
 * a Chromium with a debugging port, by the Chrome DevTools Protocol; or a Playwright server. Names
 * resolve there, out of reach of the egress proxy: only addresses and names can be checked here.
 *
 * @param protocol what it speaks
 * @param uri {@code ws}, {@code wss}, {@code http} or {@code https}; may hold a secret
 */
public record RemoteBrowser(Protocol protocol, URI uri) {
    private static final String PLAYWRIGHT = "playwright+";
    private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https");

    /** What a remote browser speaks. */
    public enum Protocol {
        /** Chrome DevTools Protocol. */
        CDP,
        /** The protocol of a Playwright server, of the same version as ours. */
        PLAYWRIGHT
    }

    public RemoteBrowser {
        if (uri.getHost() == null || !SCHEMES.contains(uri.getScheme())) {
            throw new IllegalArgumentException(
                    "The remote browser's address must begin with ws://, wss://, http:// or"
                            + " https:// (CDP), or with playwright+ws:// for a Playwright server.");
        }
    }

    /**
     * Reads {@code ws://…}, {@code wss://…}, {@code http(s)://…} as CDP, and the same after {@code
     * playwright+} as a Playwright server.
     *
     * @throws IllegalArgumentException if it is none of these; the message says what to write
     */
    public static RemoteBrowser parse(String text) {
        boolean server = text.startsWith(PLAYWRIGHT);
        URI uri = URI.create(server ? text.substring(PLAYWRIGHT.length()) : text);
        return new RemoteBrowser(server ? Protocol.PLAYWRIGHT : Protocol.CDP, uri);
    }

    /** Without what may be secret in it. */
    @Override
    public String toString() {
        return protocol + " at " + uri.getScheme() + "://" + uri.getHost();
    }
}
