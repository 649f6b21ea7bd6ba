package dev.hoopoe.inference.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The models that can be pulled by name; a data file, {@code models.json}, in this package.
 * Immutable.
 *
 * @param defaultName the model that is used when nobody chose one
 * @param entries in the order in which they are shown
 */
public record Catalogue(String defaultName, List<CatalogueEntry> entries) {
    private static final String RESOURCE = "models.json";

    public Catalogue {
        entries = List.copyOf(entries);
    }

    private record Rows(
            @JsonProperty("default") String defaultName,
            @JsonProperty("models") List<CatalogueEntry.Row> models) {}

    /** The catalogue of this release. */
    public static Catalogue bundled() {
        try (InputStream in =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Rows rows = new ObjectMapper().readValue(in, Rows.class);
            return new Catalogue(
                    rows.defaultName(),
                    rows.models().stream().map(CatalogueEntry.Row::entry).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException("the bundled " + RESOURCE + " is broken", failure);
        }
    }

    /** The entry of this name, in any case. */
    public Optional<CatalogueEntry> find(String name) {
        return entries.stream().filter(entry -> entry.name().equalsIgnoreCase(name)).findFirst();
    }

    /**
     * The largest model that leaves room for everything else on a machine.
     *
     * @param totalMemory bytes of memory that the machine has
     */
    public CatalogueEntry recommend(long totalMemory) {
        return entries.stream()
                .filter(entry -> entry.memoryFrom() >= 0 && entry.memoryFrom() <= totalMemory)
                .max(Comparator.comparingLong(CatalogueEntry::memoryFrom))
                .or(() -> find(defaultName))
                .orElseThrow();
    }

    /** The names that look most like a wrong one, the nearest first. */
    List<String> nearest(String name, int most) {
        return entries.stream()
                .map(CatalogueEntry::name)
                .sorted(Comparator.comparingInt(candidate -> Spelling.distance(name, candidate)))
                .limit(most)
                .toList();
    }
}
