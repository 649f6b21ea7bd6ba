package dev.hoopoe.inference;

import dev.hoopoe.inference.models.GgufHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * Checks a model file's header before native code sees it, once: reading it whole takes longer than
 * loading the model. A note in the cache remembers the file by path, size and times.
 */
public final class CheckedModel {
    private CheckedModel() {}

    /**
     * Makes sure that the header is sound.
     *
     * @throws dev.hoopoe.inference.models.ModelException if it is not
     */
    public static void require(Path file, Path notes) {
        Path note = notes.resolve(UUID.nameUUIDFromBytes(key(file)) + ".ok");
        if (Files.exists(note)) {
            return;
        }
        GgufHeader.read(file);
        try {
            Files.createDirectories(notes);
            Files.write(note, new byte[0]);
        } catch (IOException e) {
            // Without a note the file is checked again next time.
            return;
        }
    }

    private static byte[] key(Path file) {
        String key = file.toAbsolutePath().toString();
        try {
            BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
            key +=
                    "\n"
                            + about.size()
                            + "\n"
                            + about.lastModifiedTime()
                            + "\n"
                            + about.creationTime()
                            + "\n"
                            + about.fileKey();
        } catch (IOException e) {
            // The check itself says what is wrong with the file.
            key += "\nunreadable";
        }
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
