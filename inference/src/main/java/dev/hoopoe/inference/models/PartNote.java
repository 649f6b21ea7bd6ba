package dev.hoopoe.inference.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which file a part file is the beginning of, or has pieces of.
 *
 * @param address where it comes from
 * @param etag the version that the server named; empty if it named none
 * @param pieces which pieces are there; null where everything up to the part file's end is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PartNote(
        @JsonProperty("address") String address,
        @JsonProperty("etag") String etag,
        @JsonProperty("pieces") @Nullable Kept pieces) {
    private static final PartNote NONE = new PartNote("", "", null);

    private static final long LEAST_PIECE = 1 << 10;

    /**
     * The pieces of a file that came in any order.
     *
     * @param total bytes of the whole file
     * @param bytes of one piece; the last may be shorter
     * @param done one bit for each piece, as {@link java.util.BitSet#toByteArray} writes them
     */
    record Kept(
            @JsonProperty("total") long total,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("done") String done) {
        /** The note lies on a disk where anybody may have written. */
        boolean isSound() {
            return total > 0
                    && total <= HttpFetch.MAX_BYTES
                    && bytes >= LEAST_PIECE
                    && done.matches("[A-Za-z0-9+/=]*");
        }
    }

    boolean isPiecewise() {
        return pieces != null;
    }

    static PartNote of(String address, Optional<String> etag) {
        return new PartNote(address, etag.orElse(""), null);
    }

    PartNote with(Kept newPieces) {
        return new PartNote(address, etag, newPieces);
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

    /** Writes the whole note or nothing, since the process may be killed at any time. */
    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, new ObjectMapper().writeValueAsString(this));
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    boolean continues(String wanted) {
        return address.equals(wanted);
    }

    /** Only a strong validator may stand in If-Range (RFC 9110, section 13.1.5). */
    Optional<String> strongEtag() {
        return etag.startsWith("\"") ? Optional.of(etag) : Optional.empty();
    }
}
