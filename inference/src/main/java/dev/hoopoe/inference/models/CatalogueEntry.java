package dev.hoopoe.inference.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

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
    public CatalogueEntry {
        sources = List.copyOf(sources);
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
