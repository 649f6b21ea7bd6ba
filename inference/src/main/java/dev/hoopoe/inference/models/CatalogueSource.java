package dev.hoopoe.inference.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One place that a model of the catalogue can come from.
 *
 * @param address {@code ollama:}, {@code hf:}, {@code http(s):} or {@code wheel:}, as {@link
 *     ModelStore#pull} takes it
 * @param sha256 what the whole file must hash to, in lower-case hex; empty when the catalogue does
 *     not know
 * @param bytes the size of the whole file; empty when the catalogue does not know
 */
public record CatalogueSource(String address, Optional<String> sha256, OptionalLong bytes) {
    static CatalogueSource unchecked(String address) {
        return new CatalogueSource(address, Optional.empty(), OptionalLong.empty());
    }

    /** As the data file holds it. */
    record Row(
            @JsonProperty("address") String address,
            @JsonProperty("sha256") @Nullable String sha256,
            @JsonProperty("bytes") @Nullable Long bytes) {
        CatalogueSource source() {
            return new CatalogueSource(
                    address,
                    Optional.ofNullable(sha256),
                    bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes));
        }
    }
}
