package dev.hoopoe.scraping.browser;

import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Saved log-ins: a browser's cookies and local storage under a name, one file each, which only the
 * user can read (mode 0600). Thread-safe.
 */
final class Profiles {
    private static final String ENDING = ".json";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,39}";

    private final Path folder;

    Profiles(Path folder) {
        this.folder = folder;
    }

    /** Checks a name before a person is bothered. */
    static void requireName(String name) {
        if (!name.matches(NAME)) {
            throw new ToolException(
                    "\"" + name + "\" is no name for a profile.",
                    "Use up to 40 letters, digits, -, _ and dots.");
        }
    }

    void save(String name, String state) {
        requireName(name);
        try {
            Files.createDirectories(folder, onlyUser("rwx------"));
            Path fresh = Files.createTempFile(folder, "new", ".tmp", onlyUser("rw-------"));
            Files.writeString(fresh, state);
            Files.move(
                    fresh,
                    folder.resolve(name + ENDING),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileAttribute<?>[] onlyUser(String mode) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
                }
                : new FileAttribute<?>[0];
    }

    String load(String name) {
        requireName(name);
        Path file = folder.resolve(name + ENDING);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            List<String> names = names();
            throw new ToolException(
                    "There is no profile " + name + "." + Nearest.hint(name, names),
                    names.isEmpty()
                            ? "Save one by browser_ask_user with save_profile."
                            : "Profiles: " + String.join(", ", names) + ".");
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
