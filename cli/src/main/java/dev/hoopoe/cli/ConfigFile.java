package dev.hoopoe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code config.toml}: TOML 1.0, UTF-8. */
final class ConfigFile {
    static final long MAX_BYTES = 1 << 20;

    private ConfigFile() {}

    /** Its keys and values; none where there is no such file. */
    static Map<String, @Nullable Object> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return parse(file);
        } catch (JsonProcessingException e) {
            throw new UsageException(
                    "%s, line %d, is not TOML: %s. Mend that line or the one before it."
                            .formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()));
        } catch (CharacterCodingException e) {
            throw new UsageException(file + " is not UTF-8 text. Save it as UTF-8.");
        } catch (IOException e) {
            throw new UsageException(
                    "%s cannot be read (%s). It must be a text file that you may read."
                            .formatted(file, e.getMessage()));
        }
    }

    private static Map<String, @Nullable Object> parse(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new UsageException(
                    "%s is larger than %d bytes. Make it smaller.".formatted(file, MAX_BYTES));
        }
        Map<?, ?> read = new TomlMapper().readValue(Files.readString(file), Map.class);
        Map<String, @Nullable Object> keyed = new LinkedHashMap<>();
        read.forEach((k, v) -> keyed.put(String.valueOf(k), v));
        return keyed;
    }
}
