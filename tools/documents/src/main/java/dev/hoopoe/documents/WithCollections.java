package dev.hoopoe.documents;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The user's files and, below the names of the collections, those of the collections. */
final class WithCollections implements Workspace {
    private final Workspace workspace;
    private final Path folder;

    WithCollections(Workspace workspace, CollectionFolders collections) {
        this.workspace = workspace;
        this.folder = collections.folder();
    }

    @Override
    public List<Entry> files(int limit, Call call) {
        List<Entry> files = new ArrayList<>(workspace.files(limit, call));
        if (Files.isDirectory(folder)) {
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
            System.getLogger(WithCollections.class.getName())
                    .log(System.Logger.Level.WARNING, "The collections cannot be read", e);
        }
    }

    private Entry entry(Path file, BasicFileAttributes about) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        return new Entry(path, about.size(), about.lastModifiedTime().toMillis());
    }

    /** The address of a collection's page; nothing for the user's own files. */
    Optional<String> address(String path) {
        if (!Files.isRegularFile(folder.resolve(path).normalize(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8))) {
            String mark = lines.readLine();
            String line = lines.readLine();
            return "---".equals(mark) && line != null && line.startsWith(CollectionFolders.ADDRESS)
                    ? Optional.of(line.substring(CollectionFolders.ADDRESS.length()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        Path file = folder.resolve(path).normalize();
        boolean ours =
                file.startsWith(folder)
                        && path.endsWith(".md")
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        return ours ? Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS) : workspace.open(path);
    }
}
