package dev.hoopoe.scraping;

import dev.hoopoe.scraping.blocked.Problem;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.robots.UsageSignals;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A page as it came, ready to be read in any format.
 *
 * @param url the final address
 * @param html whether the text is HTML
 * @param text decoded
 * @param via how it came
 * @param at when it came
 * @param hops the addresses that redirected
 * @param problem what keeps part of it back, if anything does
 * @param signals what its owner says about the use of it
 * @param note what the caller should know about it, or ""
 */
record Loaded(
        WebUrl url,
        boolean html,
        String text,
        Via via,
        Instant at,
        List<WebUrl> hops,
        Optional<Problem> problem,
        UsageSignals signals,
        String note) {
    /** How a page came. */
    enum Via {
        HTTP,
        BROWSER,
        CACHE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Loaded fromCache() {
        return new Loaded(url, html, text, Via.CACHE, at, hops, problem, signals, note);
    }

    Loaded noted(String remark) {
        return new Loaded(url, html, text, via, at, hops, problem, signals, remark);
    }
}
