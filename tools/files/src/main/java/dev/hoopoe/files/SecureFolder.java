package dev.hoopoe.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A folder held open by descriptor: {@code openat} and its kin with {@code O_NOFOLLOW}. */
final class SecureFolder implements Folder {
    private final SecureDirectoryStream<Path> stream;

    SecureFolder(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    @Override
    public Folder folder(String name) throws IOException {
        return new SecureFolder(stream.newDirectoryStream(Path.of(name), NOFOLLOW_LINKS));
    }

    @Override
    public @Nullable BasicFileAttributes attributes(String name) throws IOException {
        try {
            return stream.getFileAttributeView(
                            Path.of(name), BasicFileAttributeView.class, NOFOLLOW_LINKS)
                    .readAttributes();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public List<String> names(int limit) {
        return names(stream, limit);
    }

    // A name that the system's locale cannot decode would come back as another name: left out.
    static List<String> names(Iterable<Path> entries, int limit) {
        List<String> names = new ArrayList<>();
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (names.size() == limit) {
                break;
            }
            if (name.indexOf('\uFFFD') < 0) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public SeekableByteChannel read(String name) throws IOException {
        return stream.newByteChannel(Path.of(name), Set.of(READ, NOFOLLOW_LINKS));
    }

    @Override
    public SeekableByteChannel create(String name, @Nullable String like) throws IOException {
        SeekableByteChannel channel =
                stream.newByteChannel(Path.of(name), Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS));
        if (like != null && attributes(like) != null) {
            posix(name).setPermissions(posix(like).readAttributes().permissions());
        }
        return channel;
    }

    private PosixFileAttributeView posix(String name) {
        return stream.getFileAttributeView(
                Path.of(name), PosixFileAttributeView.class, NOFOLLOW_LINKS);
    }

    @Override
    public void move(String name, Folder to, String newName) throws IOException {
        if (!(to instanceof SecureFolder target)) {
            throw new IOException("The two folders are opened in different ways");
        }
        stream.move(Path.of(name), target.stream, Path.of(newName));
    }

    @Override
    public void deleteFile(String name) throws IOException {
        stream.deleteFile(Path.of(name));
    }

    @Override
    public void deleteFolder(String name) throws IOException {
        stream.deleteDirectory(Path.of(name));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
