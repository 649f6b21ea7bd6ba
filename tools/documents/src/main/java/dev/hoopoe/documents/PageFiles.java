package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Workspace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The pages that crawls kept, as files: the collection's name first. Links are not followed. */
final class PageFiles implements Workspace {
    private final Path folder;

    PageFiles(CollectionFolders collections) {
        this.folder = collections.folder();
    }

    @Override
    public List<Entry> files(int limit, Call call) {
        List<Entry> files = new ArrayList<>();
        if (limit > 0 && Files.isDirectory(folder)) {
            addPages(files, limit, call);
        }
        return files;
    }

    private void addPages(List<Entry> files, int limit, Call call) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
                            call.checkCancelled();
                            if (about.isRegularFile() && file.toString().endsWith(".md")) {
                                files.add(entry(file, about));
                            }
                            return files.size() < limit
                                    ? FileVisitResult.CONTINUE
                                    : FileVisitResult.TERMINATE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            System.getLogger(PageFiles.class.getName())
                    .log(System.Logger.Level.WARNING, "The collections cannot be read", e);
        }
    }

    private Entry entry(Path file, BasicFileAttributes about) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        String location = file.toAbsolutePath().normalize().toString();
        return new Entry(path, about.size(), about.lastModifiedTime().toMillis(), location);
    }

    /** Whether this file is one of them. */
    boolean has(Entry file) {
        return Path.of(file.location()).startsWith(folder.toAbsolutePath().normalize());
    }

    @Override
    public InputStream open(String path) throws IOException {
        Path file = folder.resolve(path).normalize();
        boolean ours =
                file.startsWith(folder)
                        && path.endsWith(".md")
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (!ours) {
            throw new FileNotFoundException(path);
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
}
