package dev.hoopoe.inference.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalLong;

/**
 * A model that can be pulled by name.
 *
 * @param name lower-case letters, digits, dots and hyphens
 * @param title the maker's name for it, and how its weights are stored
 * @param licence its SPDX identifier
 * @param advice one plain sentence: what it is good for
 * @param memoryFrom bytes of memory in the machine from which on it is recommended; -1 for never
 * @param sources tried in this order
 */
public record CatalogueEntry(
        String name,
        String title,
        String licence,
        String advice,
        long memoryFrom,
        List<CatalogueSource> sources) {
    /** A cache for the default context and buffers, as a share of the weights. */
    private static final double BESIDE_WEIGHTS = 1.3;

    private static final long PROGRAM_BYTES = 200L << 20;

    public CatalogueEntry {
        sources = List.copyOf(sources);
    }

    /**
     * About how many bytes of memory the model takes: its file and what comes to it, or where
     * nobody knows the size of the file, the machine that it is recommended for.
     */
    long memoryNeeded() {
        return sources.stream()
                .map(CatalogueSource::bytes)
                .filter(OptionalLong::isPresent)
                .mapToLong(bytes -> (long) (BESIDE_WEIGHTS * bytes.getAsLong()) + PROGRAM_BYTES)
                .findFirst()
                .orElse(Math.max(memoryFrom, PROGRAM_BYTES));
    }

    /** As the data file holds it. */
    record Row(
            @JsonProperty("name") String name,
            @JsonProperty("title") String title,
            @JsonProperty("licence") String licence,
            @JsonProperty("advice") String advice,
            @JsonProperty("memory_from") long memoryFrom,
            @JsonProperty("sources") List<CatalogueSource.Row> sources) {
        CatalogueEntry entry() {
            return new CatalogueEntry(
                    name,
                    title,
                    licence,
                    advice,
                    memoryFrom,
                    sources.stream().map(CatalogueSource.Row::source).toList());
        }
    }
}
