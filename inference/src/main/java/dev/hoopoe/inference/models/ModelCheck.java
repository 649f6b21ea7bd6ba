package dev.hoopoe.inference.models;

import dev.hoopoe.inference.models.ModelDetails.KnownHash;
import dev.hoopoe.inference.template.ChatTemplate;
import dev.hoopoe.inference.template.TemplateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * A model whose header is sound, whose chat template (if it has one) can be read, and whose bytes
 * were compared with a known SHA-256 if there is one.
 *
 * @param details what was checked
 * @param sha256 of the file as it is
 */
public record ModelCheck(ModelDetails details, String sha256) {
    private static final int BUFFER_BYTES = 1 << 20;

    /**
     * Reads the whole file once.
     *
     * @param details of a model whose header was read, and so checked
     * @param done hears how many bytes were read, on this thread
     * @param cancelled asked for each piece of the file
     * @throws ModelException if the file is not what it should be
     * @throws CancellationException if it was cancelled
     */
    public static ModelCheck run(
            ModelDetails details, LongConsumer done, BooleanSupplier cancelled) {
        requireTemplate(details);
        ModelCheck check = new ModelCheck(details, hash(details, done, cancelled));
        details.hash().ifPresent(check::requireHash);
        return check;
    }

    private static void requireTemplate(ModelDetails details) {
        try {
            details.header().chatTemplate().ifPresent(ChatTemplate::parse);
        } catch (TemplateException failure) {
            throw new ModelException(
                    "%s cannot be talked to: %s Fetch the model from its maker again."
                            .formatted(details.file().path(), failure.getMessage()),
                    failure);
        }
    }

    private void requireHash(KnownHash known) {
        if (!known.sha256().equals(sha256)) {
            throw new ModelException(
                    "%s is not the file that it should be: its SHA-256 is %s, and %s it is %s. Fetch it again: hoopoe models rm %s, then hoopoe models pull %s."
                            .formatted(
                                    details.file().path(),
                                    sha256,
                                    known.origin(),
                                    known.sha256(),
                                    details.file().name(),
                                    details.file().name()));
        }
    }

    private static String hash(ModelDetails details, LongConsumer done, BooleanSupplier cancelled) {
        MessageDigest digest = Digests.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long bytes = 0;
        try (SeekableByteChannel channel = Files.newByteChannel(details.file().path())) {
            for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer)) {
                digest.update(buffer.flip());
                buffer.clear();
                bytes += read;
                done.accept(bytes);
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException(
                            "Checking " + details.file().path() + " was cancelled.");
                }
            }
        } catch (IOException failure) {
            throw new ModelException(
                    "%s cannot be read after %d bytes (%s). Check its disk."
                            .formatted(details.file().path(), bytes, failure.getMessage()),
                    failure);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
