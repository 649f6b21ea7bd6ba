package dev.hoopoe.files;

import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes down a path, one name at a time, holding one folder open. Used once. */
final class PathWalk {
    private final Roots roots;

    PathWalk(Roots roots) {
        this.roots = roots;
    }

    Target to(Place place, int links) throws IOException {
        if (links > FileWorkspace.MAX_LINKS) {
            throw new ToolException(
                    "The path ends in a loop of links, or in more than %d of them."
                            .formatted(FileWorkspace.MAX_LINKS),
                    "Use the path of the file itself.");
        }
        Folder at = Folder.open(place.root().path());
        Target reached = null;
        try {
            List<String> names = place.names();
            for (int i = 0; i < names.size() && reached == null; i++) {
                Place here = place.in(names.subList(0, i + 1));
                BasicFileAttributes attributes = at.attributes(names.get(i));
                if (attributes != null && attributes.isSymbolicLink()) {
                    return to(followed(here, names.subList(i + 1, names.size())), links + 1);
                }
                reached = end(place, at, i, attributes);
                if (reached == null) {
                    requireFolder(here, attributes);
                    Folder next = at.folder(names.get(i));
                    at.close();
                    at = next;
                }
            }
            reached = reached == null ? new Target.Top(place, at) : reached;
            return reached;
        } finally {
            if (reached == null) {
                at.close();
            }
        }
    }

    private static @Nullable Target end(
            Place place, Folder at, int i, @Nullable BasicFileAttributes attributes) {
        List<String> names = place.names();
        if (attributes == null) {
            return new Target.Missing(place, at, names.subList(i, names.size()));
        }
        return i < names.size() - 1
                ? null
                : new Target.Existing(place, at, names.get(i), attributes);
    }

    // The text of the link is only a wish: what it names is walked from its root without links.
    private Place followed(Place link, List<String> rest) throws IOException {
        Path target = Files.readSymbolicLink(link.path());
        return roots.follow(link, target, rest);
    }

    private static void requireFolder(Place here, @Nullable BasicFileAttributes attributes) {
        if (attributes != null && !attributes.isDirectory()) {
            throw new ToolException(
                    here.shown() + " is a file, so nothing is inside it.",
                    "Use the path " + here.shown() + " itself, or file_list.");
        }
    }
}
