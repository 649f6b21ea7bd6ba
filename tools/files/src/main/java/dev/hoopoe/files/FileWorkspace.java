package dev.hoopoe.files;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The folders that the user opened, and the only class that turns text into an open file.
 *
 * <p>Every component is opened without following links ({@link java.nio.file.SecureDirectoryStream}
 * where the system has it), so that no name, link or race leads out of a root. A link inside a root
 * is followed by hand: its text is read as a path, and that path is walked in the same way from its
 * root; a link whose text leads outside is refused. Hard links cannot be told from files, so they
 * are read, but never written to. Only regular files are opened.
 *
 * <p>Thread-safe; holds no open files between calls.
 */
public final class FileWorkspace implements Workspace {
    /** Links followed on the way to one file. */
    public static final int MAX_LINKS = 16;

    /** Folders below one another that are walked when files are listed. */
    public static final int MAX_DEPTH = 64;

    /** Files and folders looked at when a root is listed. */
    public static final int MAX_WALKED = 200_000;

    private static final int NEAREST_FILES = 5_000;

    private final Roots roots;

    /**
     * @param folders the roots; relative paths are in the first one
     * @throws IOException if one does not exist or is no folder
     */
    public FileWorkspace(List<Path> folders) throws IOException {
        this.roots = new Roots(folders);
    }

    @Override
    public List<Entry> files(int limit, Call call) {
        List<Entry> files = new ArrayList<>();
        for (Place root : roots.all()) {
            walkFiles(root, MAX_WALKED, call).stream()
                    .limit(Math.max(0, limit - files.size()))
                    .forEach(i -> files.add(i.entry()));
        }
        return files;
    }

    private static List<Walk.Item> walkFiles(Place root, int most, Call call) {
        try (Folder folder = Folder.open(root.root().path())) {
            return new Walk(MAX_DEPTH, most, call)
                    .below(root, folder, IgnoreRules.NONE).stream()
                            .filter(i -> i.kind() == Walk.Kind.FILE)
                            .toList();
        } catch (IOException e) {
            throw Faults.explain(root.shown(), e);
        }
    }

    /** Everything below the roots: the first root's content, then each other root as a folder. */
    List<Walk.Item> everything(Walk walk) {
        List<Walk.Item> items = List.of();
        for (Place root : roots.all()) {
            try (Target target = walk(root)) {
                items = below(target, walk);
            } catch (IOException e) {
                throw Faults.explain(root.shown(), e);
            }
        }
        return items;
    }

    /** What lies below a folder. */
    List<Walk.Item> below(String path, Walk walk) {
        try (Target target = find(path)) {
            return below(target, walk);
        } catch (IOException e) {
            throw Faults.explain(path, e);
        }
    }

    private List<Walk.Item> below(Target target, Walk walk) throws IOException {
        return switch (target) {
            case Target.Top top -> walk.below(top.place(), top.folder(), IgnoreRules.NONE);
            case Target.Missing missing -> throw missing(missing.place().shown());
            case Target.Existing existing -> walk.one(existing, rulesAbove(existing.place()));
        };
    }

    // A folder that is asked for by name is shown, also where a rule leaves it out.
    private static IgnoreRules rulesAbove(Place place) throws IOException {
        Place at = place.in(List.of());
        Folder folder = Folder.open(place.root().path());
        try {
            IgnoreRules rules = IgnoreRules.NONE.with(at, folder);
            for (String name : place.names().subList(0, place.names().size() - 1)) {
                Folder next = folder.folder(name);
                folder.close();
                folder = next;
                at = at.child(name);
                rules = rules.with(at, folder);
            }
            return rules;
        } finally {
            folder.close();
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Channels.newInputStream(read(path).channel());
    }

    /** An open regular file; the caller closes the channel. */
    record Opened(Place place, BasicFileAttributes attributes, SeekableByteChannel channel) {}

    Opened read(String path) {
        try (Target target = find(path)) {
            return switch (target) {
                case Target.Existing file -> read(file);
                case Target.Top top -> throw isFolder(top.place());
                case Target.Missing missing -> throw missing(missing.place().shown());
            };
        } catch (IOException e) {
            throw Faults.explain(path, e);
        }
    }

    /** Opens a file after its kind is known, as opening a FIFO or a device could block for ever. */
    static Opened read(Target.Existing file) throws IOException {
        BasicFileAttributes before = file.attributes();
        requireRegular(file.place(), before);
        SeekableByteChannel channel = file.parent().read(file.name());
        BasicFileAttributes after = file.parent().attributes(file.name());
        if (after == null
                || !after.isRegularFile()
                || !Objects.equals(before.fileKey(), after.fileKey())) {
            channel.close();
            throw Faults.changed(file.place().shown());
        }
        return new Opened(file.place(), after, channel);
    }

    static void requireRegular(Place place, BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            throw isFolder(place);
        }
        if (!attributes.isRegularFile()) {
            throw new ToolException(
                    place.shown()
                            + " is no regular file but a pipe, socket or device, which could block"
                            + " for ever.",
                    "Use a regular file; file_list shows them.");
        }
    }

    private static ToolException isFolder(Place place) {
        return new ToolException(
                place.shown() + " is a folder.",
                "List it with file_list path=" + place.shown() + ", then read a file in it.");
    }

    /** The first meaning of the path under which something exists, else the first meaning. */
    Target find(String path) throws IOException {
        return firstFound(roots.candidates(path));
    }

    /** As {@link #find}, but a bare name always means the first root, where new files go. */
    Target findForWriting(String path) throws IOException {
        List<Place> named = new ArrayList<>(roots.candidates(path));
        List<String> bare = named.getFirst().names();
        named.removeIf(p -> !p.equals(named.getFirst()) && p.names().equals(bare));
        Target first = walk(named.getFirst());
        boolean otherRoot =
                first instanceof Target.Missing missing
                        && missing.rest().size() == bare.size()
                        && named.size() > 1;
        if (!otherRoot) {
            return first;
        }
        first.close();
        return walk(named.get(1));
    }

    private Target firstFound(List<Place> candidates) throws IOException {
        for (Place place : candidates) {
            Target target = walk(place);
            if (!(target instanceof Target.Missing)) {
                return target;
            }
            target.close();
        }
        return walk(candidates.getFirst());
    }

    /** The root that bare names mean. */
    Place first() {
        return roots.all().getFirst();
    }

    Optional<Place> at(Path realRoot, List<String> names) {
        return roots.at(realRoot, names);
    }

    Target walk(Place place) throws IOException {
        try {
            return new PathWalk(roots).to(place, 0);
        } catch (InvalidPathException e) {
            throw new ToolException(
                    "This system's locale cannot name " + Roots.brief(place.shown()) + ".",
                    "Ask the user to start Hoopoe with LC_ALL=C.UTF-8.",
                    e);
        }
    }

    /** An error for a path under which nothing is, naming a file that may have been meant. */
    ToolException missing(String path) {
        List<String> known =
                roots.all().stream()
                        .flatMap(r -> walkFiles(r, NEAREST_FILES, RunningCall.quiet()).stream())
                        .map(i -> i.place().shown())
                        .toList();
        String name = lastName(path);
        Optional<String> same =
                known.stream().filter(k -> lastName(k).equalsIgnoreCase(name)).findFirst();
        String hint =
                same.map(k -> " Did you mean " + k + "?")
                        .orElseGet(() -> Nearest.hint(path, known));
        return new ToolException(
                "There is no file " + Roots.brief(path) + "." + hint,
                "file_list shows what there is.");
    }

    private static String lastName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
