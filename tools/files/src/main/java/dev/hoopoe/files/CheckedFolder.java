package dev.hoopoe.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder known by its path, for systems without {@code openat} (Windows). Each operation checks
 * first that the path still is its own real path. A program that swaps folders in between could
 * still win that race; links need a privilege on Windows that hostile files do not have.
 */
final class CheckedFolder implements Folder {
    private final Path path;

    CheckedFolder(Path realPath) {
        this.path = realPath;
    }

    private Path checked(String name) throws IOException {
        if (!path.toRealPath().equals(path)) {
            throw new NotDirectoryException(path.toString());
        }
        return path.resolve(name);
    }

    @Override
    public Folder folder(String name) throws IOException {
        Path child = checked(name);
        if (!Files.readAttributes(child, BasicFileAttributes.class, NOFOLLOW_LINKS).isDirectory()) {
            throw new NotDirectoryException(child.toString());
        }
        return new CheckedFolder(child.toRealPath(NOFOLLOW_LINKS));
    }

    @Override
    public @Nullable BasicFileAttributes attributes(String name) throws IOException {
        try {
            return Files.readAttributes(checked(name), BasicFileAttributes.class, NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public List<String> names(int limit) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            return SecureFolder.names(entries, limit);
        }
    }

    @Override
    public SeekableByteChannel read(String name) throws IOException {
        return Files.newByteChannel(checked(name), Set.of(READ, NOFOLLOW_LINKS));
    }

    @Override
    public SeekableByteChannel create(String name, @Nullable String like) throws IOException {
        return Files.newByteChannel(checked(name), Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS));
    }

    @Override
    public void move(String name, Folder to, String newName) throws IOException {
        if (!(to instanceof CheckedFolder target)) {
            throw new IOException("The two folders are opened in different ways");
        }
        Files.move(
                checked(name),
                target.checked(newName),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void deleteFile(String name) throws IOException {
        Files.delete(checked(name));
    }

    @Override
    public void deleteFolder(String name) throws IOException {
        Files.delete(checked(name));
    }

    @Override
    public void close() {}
}
