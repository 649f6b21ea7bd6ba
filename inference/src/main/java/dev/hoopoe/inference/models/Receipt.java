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
 * What the store remembers about a model, in {@code NAME.json} beside it.
 *
 * @param source where it came from
 * @param sha256 of the file; null where it is used in place
 * @param path the file, where it is used in place; null where the store has its own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Receipt(
        @JsonProperty("source") String source,
        @JsonProperty("sha256") @Nullable String sha256,
        @JsonProperty("path") @Nullable String path) {

    static Optional<Receipt> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectMapper().readValue(file.toFile(), Receipt.class));
        } catch (JacksonException _) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new ModelException(
                    file + " cannot be read (" + failure.getMessage() + "). Check its permissions.",
                    failure);
        }
    }

    void write(Path file) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(temporary, new ObjectMapper().writeValueAsString(this));
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
