package dev.hoopoe.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the missing folders of a path and holds the last one open. Java has no {@code mkdirat}, so
 * each folder is made directly in the root, which nobody can swap, and renamed into its place by
 * descriptor: a parent that was swapped for a link cannot send it elsewhere.
 *
 * @param last the folder that the new file goes into; owned, unless it is the given parent
 * @param owned whether closing this closes {@code last}
 */
record Folders(Folder last, boolean owned) implements Closeable {
    static Folders make(Target.Missing missing, Folder root) throws IOException {
        Folder at = missing.parent();
        boolean owned = false;
        for (String name : missing.rest().subList(0, missing.rest().size() - 1)) {
            try {
                make(name, at, missing.place().root().path(), root);
                Folder next = at.folder(name);
                close(at, owned);
                at = next;
                owned = true;
            } catch (IOException e) {
                close(at, owned);
                throw e;
            }
        }
        return new Folders(at, owned);
    }

    private static void make(String name, Folder parent, Path rootPath, Folder root)
            throws IOException {
        if (parent.attributes(name) != null) {
            return;
        }
        String temporary = Changes.temporaryName();
        Files.createDirectory(rootPath.resolve(temporary));
        try {
            root.move(temporary, parent, name);
        } catch (FileSystemException e) {
            root.deleteFolder(temporary);
            // Somebody else made it meanwhile; opening it decides whether it will do.
            if (parent.attributes(name) == null) {
                throw e;
            }
        }
    }

    private static void close(Folder folder, boolean owned) throws IOException {
        if (owned) {
            folder.close();
        }
    }

    @Override
    public void close() throws IOException {
        close(last, owned);
    }
}
