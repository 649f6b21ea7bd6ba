package dev.hoopoe.scraping.search;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What is looked for.
 *
 * @param words as the user would type them
 * @param site a host, on which and below which results must lie
 * @param since the day before which nothing counts
 * @param limit results that are wanted of each engine
 */
public record Query(String words, Optional<String> site, Optional<LocalDate> since, int limit) {
    /** The words with the operator that most engines know for one site. */
    String operated() {
        return site.map(host -> words + " site:" + host).orElse(words);
    }

    /** The start of the day in seconds since 1970. */
    Optional<Long> sinceSeconds() {
        return since.map(day -> day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    }
}
