package dev.hoopoe.scraping.browser;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the browser's profiles and other short-lived files go: one folder for this process, because
 * Playwright hands the environment of its first start to all later ones.
 */
final class Scratch {
    private final Path folder =
            Path.of(System.getProperty("java.io.tmpdir"))
                    .resolve("hoopoe-browser-" + ProcessHandle.current().pid());

    /** The folder, made anew where it is gone. */
    Path folder() throws IOException {
        return Files.createDirectories(folder);
    }

    /** What is in it now. */
    Set<Path> entries() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.collect(Collectors.toSet());
        }
    }

    /** Deletes what can be deleted: a process that is still ending may hold or add files. */
    void delete(Set<Path> entries) {
        entries.forEach(Scratch::deleteTree);
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Another browser of this process still uses it.
            return;
        }
    }

    private static void deleteTree(Path entry) {
        try {
            Files.walkFileTree(entry, new Deleting());
        } catch (IOException e) {
            System.getLogger(Scratch.class.getName())
                    .log(System.Logger.Level.DEBUG, "A browser's folder stays behind", e);
        }
    }

    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(
                Path folder, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
