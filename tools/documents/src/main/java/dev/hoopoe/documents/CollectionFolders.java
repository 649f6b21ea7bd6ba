package dev.hoopoe.documents;

import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Collections of pages, each a folder of Markdown files below one folder of ours, where {@code
 * doc_search} finds them by the collection's name. Thread-safe.
 */
public final class CollectionFolders implements CollectionSink.Opener {
    /** What the line with a page\'s address begins with. */
    static final String ADDRESS = "url: ";

    /** Longer names do not fit every file system. */
    static final int MAX_NAME_CHARS = 100;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Path folder;

    /** Collections below this folder, which is made on need. */
    public CollectionFolders(Path folder) {
        this.folder = folder;
    }

    @Override
    public CollectionSink open(String name) {
        requireName(name);
        return at(name, folder.resolve(name));
    }

    static void requireName(String name) {
        if (!isName(name)) {
            throw new ToolException(
                    "\"%s\" is no collection name.".formatted(shown(name)),
                    "Use letters, digits, dots, dashes and underscores, such as handbook-2026.");
        }
    }

    static boolean isName(String name) {
        return name.length() <= MAX_NAME_CHARS && NAME.matcher(name).matches();
    }

    /** A collection in a folder that the user chose, under a name of its own. */
    public static CollectionSink at(String name, Path folder) {
        try {
            Files.createDirectories(folder);
            return new MarkdownFolder(name, folder);
        } catch (IOException e) {
            throw new ToolException(
                    "The collection " + name + " cannot be written: " + e.getMessage() + ".",
                    "Make room or mend the rights of the folder, and try again.",
                    e);
        }
    }

    /** The folder that holds them all. */
    Path folder() {
        return folder;
    }

    private static String shown(String name) {
        return name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS) + "…";
    }
}
