package dev.hoopoe.files;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code file_list}: what is in a folder. Few entries are shown as whole paths, ready to be copied
 * into the next call; many are grouped by folder, and long folders end in a count.
 */
final class Listing {
    /** Levels shown unless the call says otherwise; a glob looks at all. */
    static final int DEFAULT_DEPTH = 3;

    /** Entries up to which each line is a whole path. */
    static final int MAX_WHOLE_PATHS = 60;

    /** Files shown of one folder when there are many. */
    static final int MAX_PER_FOLDER = 20;

    /** Entries up to which no folder is cut. */
    static final int MAX_UNCUT = 200;

    private final FileWorkspace workspace;

    Listing(FileWorkspace workspace) {
        this.workspace = workspace;
    }

    Reply list(FileTools.ListFolder in, Call call) {
        Optional<Glob> glob = in.glob().map(Glob::of);
        int depth = in.depth().orElse(glob.isPresent() ? FileWorkspace.MAX_DEPTH : DEFAULT_DEPTH);
        int bounded = Math.max(1, Math.min(depth, FileWorkspace.MAX_DEPTH));
        Walk walk = new Walk(bounded, FileWorkspace.MAX_WALKED, call);
        List<Walk.Item> items =
                in.path().equals(".")
                        ? workspace.everything(walk)
                        : workspace.below(in.path(), walk);
        List<Walk.Item> shown =
                glob.isEmpty()
                        ? items
                        : items.stream()
                                .filter(i -> i.kind() != Walk.Kind.FOLDER)
                                .filter(i -> glob.get().matches(i.place()))
                                .toList();
        long files = shown.stream().filter(i -> i.kind() == Walk.Kind.FILE).count();
        Reply reply = Reply.of(text(shown, glob.isPresent())).fact("files", files);
        reply = walk.ignored() == 0 ? reply : reply.fact("ignored", walk.ignored());
        return walk.cut() ? reply.fact("truncated", true) : reply;
    }

    private static String text(List<Walk.Item> items, boolean filtered) {
        if (items.isEmpty()) {
            return filtered ? "no file matches the glob" : "the folder is empty";
        }
        if (items.size() <= MAX_WHOLE_PATHS) {
            return lines(items.stream().map(i -> escaped(i.place().shown()) + suffix(i)).toList());
        }
        return grouped(items);
    }

    private static String grouped(List<Walk.Item> items) {
        Map<Place, List<Walk.Item>> folders = new LinkedHashMap<>();
        for (Walk.Item item : items) {
            Place place = item.place();
            List<String> names = place.names();
            Place parent = place.in(names.subList(0, Math.max(0, names.size() - 1)));
            folders.computeIfAbsent(parent, p -> new ArrayList<>()).add(item);
        }
        int most = items.size() <= MAX_UNCUT ? Integer.MAX_VALUE : MAX_PER_FOLDER;
        List<String> lines = new ArrayList<>();
        folders.forEach((folder, inside) -> group(folder, inside, most, lines));
        return lines(lines);
    }

    private static void group(Place folder, List<Walk.Item> inside, int most, List<String> lines) {
        lines.add(folder.shown() + "/");
        inside.stream()
                .limit(most)
                .map(i -> "  " + escaped(i.place().names().getLast()) + suffix(i))
                .forEach(lines::add);
        if (inside.size() > most) {
            lines.add("  … " + (inside.size() - most) + " more");
        }
    }

    private static String suffix(Walk.Item item) {
        return switch (item.kind()) {
            case FILE -> " " + Sizes.of(item.bytes());
            case FOLDER -> "/";
            case LINK -> " (link)";
            case OTHER -> " (no regular file)";
        };
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines);
    }

    // A line feed in a name would let the name pretend to be a line of its own.
    private static String escaped(String name) {
        return name.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }
}
