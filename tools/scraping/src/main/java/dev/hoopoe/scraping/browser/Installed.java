package dev.hoopoe.scraping.browser;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What browsing finds on this machine.
 *
 * @param browser the Chromium, Chrome or Edge that would be started; without one, Playwright's own
 *     is fetched when it is first needed
 * @param node the Node.js that runs Playwright's driver
 */
public record Installed(Optional<Path> browser, Optional<Path> node) {
    /** Looks now; starts nothing. */
    public static Installed look() {
        return new Installed(Machine.browser(), Machine.node());
    }
}
