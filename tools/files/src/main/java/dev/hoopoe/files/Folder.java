package dev.hoopoe.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open folder in which single names are looked up without following links, so that a name cannot
 * lead out of it. The opener closes it; not thread-safe.
 */
sealed interface Folder extends Closeable permits SecureFolder, CheckedFolder {
    /** Opens a root: race-free where the system has {@code openat}, else with checks. */
    @SuppressWarnings("StreamResourceLeak") // the folder that is returned owns the stream
    static Folder open(Path root) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(root);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new SecureFolder(secure);
        }
        stream.close();
        return new CheckedFolder(root);
    }

    /** Opens a folder in this one; fails if the name is a link or no folder. */
    Folder folder(String name) throws IOException;

    /** What is under this name, a link as itself; null if nothing is. */
    @Nullable BasicFileAttributes attributes(String name) throws IOException;

    /** The names in this folder, unsorted, at most so many; may be called once. */
    List<String> names(int limit) throws IOException;

    /** Opens a file for reading; fails on a link. Check that it is a regular file before. */
    SeekableByteChannel read(String name) throws IOException;

    /** Creates a file for writing, with the permissions of {@code like} if that exists. */
    SeekableByteChannel create(String name, @Nullable String like) throws IOException;

    /** Renames, replacing a file that has the new name, in one step. */
    void move(String name, Folder to, String newName) throws IOException;

    /** Removes a file. */
    void deleteFile(String name) throws IOException;

    /** Removes an empty folder. */
    void deleteFolder(String name) throws IOException;

    @Override
    void close() throws IOException;
}
