package dev.hoopoe.cli;

import dev.hoopoe.scraping.browser.RemoteBrowser;
import dev.hoopoe.scraping.browser.Secret;
import java.util.List;
import java.util.Optional;

/**
 * What a user configured about the browser.
 *
 * @param remote a browser elsewhere; otherwise this machine's is started
 * @param secrets what may be typed into which sites without a model seeing it
 */
record Browsing(Optional<RemoteBrowser> remote, List<Secret> secrets) {
    /** This machine's browser, no secrets. */
    static final Browsing PLAIN = new Browsing(Optional.empty(), List.of());

    Browsing {
        secrets = List.copyOf(secrets);
    }
}
