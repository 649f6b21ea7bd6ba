package dev.hoopoe.documents;

import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A collection as a folder: one Markdown file for each page, with front matter. Thread-safe. */
final class MarkdownFolder implements CollectionSink {
    private final String name;
    private final Path folder;
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    MarkdownFolder(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void add(Page page) {
        Path file = file(page.url());
        try {
            makeFolder(Objects.requireNonNull(file.getParent()));
            replace(file, text(page));
        } catch (IOException e) {
            throw failed(page.url(), e);
        }
    }

    /**
     * Other processes read the folder, and this one may be killed: a page is whole or not there.
     */
    private static void replace(Path file, String text) throws IOException {
        Path part = Files.createTempFile(file.getParent(), ".page-", ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public void delete(String url) {
        try {
            Files.deleteIfExists(file(url));
        } catch (IOException e) {
            throw failed(url, e);
        }
    }

    @Override
    public void close() {}

    /** The user may have put links there; ours are folders. */
    private void makeFolder(Path parent) throws IOException {
        if (made.contains(parent)) {
            return;
        }
        Files.createDirectories(parent);
        if (!parent.toRealPath().startsWith(folder.toRealPath())
                || !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("a folder is a link");
        }
        made.add(parent);
    }

    private Path file(String url) {
        return folder.resolve(PageNames.of(url));
    }

    private static String text(Page page) {
        return "---\n"
                + CollectionFolders.ADDRESS
                + page.url()
                + (page.title().isEmpty() ? "" : "\ntitle: " + quoted(page.title()))
                + "\nfetched: "
                + page.fetched().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                + "\n---\n\n"
                + page.markdown()
                + "\n";
    }

    /** A YAML 1.2 double-quoted scalar, on one line. */
    private static String quoted(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private ToolException failed(String url, IOException e) {
        return new ToolException(
                "The collection " + name + " cannot keep " + url + ": " + e.getMessage() + ".",
                "Make room on the disk and start again; what was kept stays.",
                e);
    }
}
