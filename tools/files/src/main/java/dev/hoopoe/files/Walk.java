package dev.hoopoe.files;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Workspace;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists a tree, folders before what is in them, names in order. Hidden names and what {@code
 * .gitignore} files name are left out, links are named but not followed. Bounded by depth and
 * number; used once, by one thread.
 */
final class Walk {
    /** Names read of one folder. */
    static final int MAX_NAMES = 200_000;

    enum Kind {
        FILE,
        FOLDER,
        LINK,
        OTHER
    }

    /** Something that was found; {@code bytes} counts for files only. */
    record Item(Place place, Kind kind, long bytes, long modifiedMillis) {
        Workspace.Entry entry() {
            return new Workspace.Entry(
                    place.shown(), bytes, modifiedMillis, place.path().toString());
        }
    }

    private final int maxDepth;
    private final int maxItems;
    private final Call call;
    private final List<Item> items = new ArrayList<>();
    private boolean cut;
    private int ignored;

    Walk(int maxDepth, int maxItems, Call call) {
        this.maxDepth = maxDepth;
        this.maxItems = maxItems;
        this.call = call;
    }

    /**
     * What lies below the place; a folder that cannot be read counts as empty.
     *
     * @param above what the folders above leave out
     */
    List<Item> below(Place place, Folder folder, IgnoreRules above) throws IOException {
        into(place, folder, above.with(place, folder), 1);
        return items;
    }

    /** A folder's content, or the file itself. */
    List<Item> one(Target.Existing existing, IgnoreRules above) throws IOException {
        if (!existing.attributes().isDirectory()) {
            add(existing.place(), existing.attributes(), existing.parent(), above, 1);
            return items;
        }
        try (Folder folder = existing.parent().folder(existing.name())) {
            return below(existing.place(), folder, above);
        }
    }

    /** Files and folders that {@code .gitignore} leaves out; one for a whole folder. */
    int ignored() {
        return ignored;
    }

    /** Whether something was left out because there was too much. */
    boolean cut() {
        return cut;
    }

    private void into(Place place, Folder folder, IgnoreRules rules, int depth) throws IOException {
        List<String> names = new ArrayList<>(folder.names(MAX_NAMES));
        names.removeIf(n -> n.startsWith("."));
        names.sort(null);
        for (String name : names) {
            call.checkCancelled();
            if (items.size() >= maxItems) {
                cut = true;
                return;
            }
            BasicFileAttributes attributes = folder.attributes(name);
            if (attributes == null) {
                continue;
            }
            Place child = place.child(name);
            if (rules.ignores(child, attributes.isDirectory())) {
                ignored++;
            } else {
                add(child, attributes, folder, rules, depth);
            }
        }
    }

    private void add(
            Place place,
            BasicFileAttributes attributes,
            Folder folder,
            IgnoreRules rules,
            int depth) {
        items.add(
                new Item(
                        place,
                        kind(attributes),
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis()));
        if (!attributes.isDirectory() || depth >= maxDepth) {
            return;
        }
        try (Folder inner = folder.folder(place.names().getLast())) {
            into(place, inner, rules.with(place, inner), depth + 1);
        } catch (IOException unreadable) {
            // Its line says that it is there; the rest of the tree matters more than this folder.
            return;
        }
    }

    private static Kind kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (attributes.isDirectory()) {
            return Kind.FOLDER;
        }
        return attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
    }
}
