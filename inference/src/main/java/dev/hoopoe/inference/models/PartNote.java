package dev.hoopoe.inference.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which file a part file is the beginning of.
 *
 * @param address where it comes from
 * @param etag the version that the server named; empty if it named none
 */
record PartNote(@JsonProperty("address") String address, @JsonProperty("etag") String etag) {
    private static final PartNote NONE = new PartNote("", "");

    static PartNote of(String address, Optional<String> etag) {
        return new PartNote(address, etag.orElse(""));
    }

    static PartNote read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try {
            return new ObjectMapper().readValue(file.toFile(), PartNote.class);
        } catch (JacksonException _) {
            return NONE;
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, new ObjectMapper().writeValueAsString(this));
    }

    boolean continues(String wanted) {
        return address.equals(wanted);
    }

    /** Only a strong validator may stand in If-Range (RFC 9110, section 13.1.5). */
    Optional<String> strongEtag() {
        return etag.startsWith("\"") ? Optional.of(etag) : Optional.empty();
    }
}
