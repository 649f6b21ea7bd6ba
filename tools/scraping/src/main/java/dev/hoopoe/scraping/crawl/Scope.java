package dev.hoopoe.scraping.crawl;

import dev.hoopoe.scraping.egress.WebUrl;

/**
 * Which addresses belong to a crawl: those of the start's host, with or without {@code www.}, below
 * its folder.
 */
record Scope(String host, int port, String folder) {
    static Scope around(WebUrl start) {
        String path = start.uri().getRawPath();
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return new Scope(bare(start.host()), port(start), folder);
    }

    boolean includes(WebUrl url) {
        return sameHost(url) && url.uri().getRawPath().startsWith(folder);
    }

    boolean sameHost(WebUrl url) {
        return bare(url.host()).equals(host) && port(url) == port;
    }

    private static String bare(String host) {
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    /** A site is often reached by http and https alike. */
    private static int port(WebUrl url) {
        return url.port() == 80 ? 443 : url.port();
    }
}
