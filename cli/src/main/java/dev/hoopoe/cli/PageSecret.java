package dev.hoopoe.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hoopoe.web.chat.Entrance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.regex.Pattern;

/**
 * The secret by which a page that stayed open is known again after a restart. Only its user may
 * read the file; deleting it locks all pages out.
 */
final class PageSecret {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private PageSecret() {}

    static String in(Path file) {
        try {
            Files.createDirectories(file.getParent());
            write(file);
            String secret = Files.readString(file).strip();
            if (!SECRET.matcher(secret).matches()) {
                throw new FailedException(
                        "%s does not hold a secret of Hoopoe's. Delete it, and start again."
                                .formatted(file));
            }
            return secret;
        } catch (IOException e) {
            throw new FailedException(
                    "%s cannot be kept: %s. Check the folder's rights."
                            .formatted(file, e.getMessage()));
        }
    }

    private static void write(Path file) throws IOException {
        try (var channel =
                Files.newByteChannel(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        onlyForTheOwner())) {
            channel.write(ByteBuffer.wrap(Entrance.newSecret().getBytes(US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            // Made at an earlier start.
            return;
        }
    }

    private static FileAttribute<?>[] onlyForTheOwner() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
