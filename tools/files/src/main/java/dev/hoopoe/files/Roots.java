package dev.hoopoe.files;

import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns what a caller wrote into a {@link Place} inside a root, by text alone: no file is touched.
 * Immutable.
 */
final class Roots {
    /** Bytes of a whole path, PATH_MAX on Linux. */
    static final int MAX_PATH_BYTES = 4_096;

    /** Bytes of one component, NAME_MAX on Linux, macOS and Windows. */
    static final int MAX_NAME_BYTES = 255;

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final List<Root> roots;

    Roots(List<Path> folders) throws IOException {
        if (folders.isEmpty()) {
            throw new IllegalArgumentException("A workspace needs at least one folder.");
        }
        List<Root> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path folder : folders) {
            Path real = folder.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new IOException(folder + " is not a folder");
            }
            found.add(new Root(unique(real, names), real, folder.toAbsolutePath().normalize()));
        }
        this.roots = List.copyOf(found);
    }

    private static String unique(Path real, Set<String> taken) {
        Path last = real.getFileName();
        String name = last == null ? "root" : last.toString();
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    List<Place> all() {
        return roots.stream().map(r -> place(r, List.of())).toList();
    }

    Optional<Place> at(Path realRoot, List<String> names) {
        return roots.stream()
                .filter(r -> r.path().equals(realRoot))
                .findFirst()
                .map(r -> place(r, names));
    }

    /** Where the text may mean, the likeliest first; never empty. */
    List<Place> candidates(String text) {
        check(text);
        List<String> parts = split(text);
        if (absolute(text)) {
            return List.of(inside(normal(parts, text), text));
        }
        List<String> names = normal(parts, text);
        List<Place> places = new ArrayList<>();
        places.add(place(roots.getFirst(), names));
        for (Root root : roots) {
            if (!names.isEmpty() && names.getFirst().equals(root.name())) {
                places.add(place(root, names.subList(1, names.size())));
            }
        }
        roots.stream().skip(1).forEach(root -> places.add(place(root, names)));
        return places;
    }

    /** Where a link that lies at {@code at} points, if that is inside a root. */
    Place follow(Place at, Path target, List<String> rest) {
        String shown = at.shown();
        List<String> parts = new ArrayList<>();
        if (!target.isAbsolute()) {
            parts.addAll(split(at.path().getParent() + ""));
        }
        parts.addAll(split(target.toString()));
        parts.addAll(rest);
        try {
            return inside(normal(parts, shown), shown);
        } catch (ToolException e) {
            throw new ToolException(
                    shown + " is a link that leads outside the folders that are open here.",
                    "Use another file; the user can open that folder with --root DIR.",
                    e);
        }
    }

    private Place inside(List<String> names, String text) {
        for (Root root : roots) {
            for (Path folder : List.of(root.path(), root.given())) {
                List<String> prefix = split(folder.toString());
                if (startsWith(names, prefix)) {
                    return place(root, names.subList(prefix.size(), names.size()));
                }
            }
        }
        throw outside(text);
    }

    private static boolean startsWith(List<String> names, List<String> prefix) {
        if (names.size() < prefix.size()) {
            return false;
        }
        for (int i = 0; i < prefix.size(); i++) {
            boolean same =
                    WINDOWS
                            ? names.get(i).equalsIgnoreCase(prefix.get(i))
                            : names.get(i).equals(prefix.get(i));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private Place place(Root root, List<String> names) {
        return new Place(root, root.equals(roots.getFirst()), names);
    }

    private static boolean absolute(String text) {
        return text.startsWith("/")
                || (WINDOWS
                        && (text.startsWith("\\") || (text.length() > 1 && text.charAt(1) == ':')));
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || separator(text.charAt(i))) {
                String part = text.substring(start, i);
                if (!part.isEmpty() && !part.equals(".")) {
                    parts.add(part);
                }
                start = i + 1;
            }
        }
        return parts;
    }

    private static boolean separator(char c) {
        return c == '/' || (WINDOWS && c == '\\');
    }

    private List<String> normal(List<String> parts, String text) {
        List<String> names = new ArrayList<>();
        for (String part : parts) {
            if (!part.equals("..")) {
                names.add(part);
            } else if (names.isEmpty()) {
                throw outside(text);
            } else {
                names.removeLast();
            }
        }
        return names;
    }

    private void check(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new ToolException("The path holds a NUL character.", "Send a plain file path.");
        }
        boolean longName = split(text).stream().anyMatch(n -> bytes(n) > MAX_NAME_BYTES);
        if (bytes(text) > MAX_PATH_BYTES || longName) {
            throw new ToolException(
                    "The path %s is too long: a name may have %d bytes, a path %d."
                            .formatted(brief(text), MAX_NAME_BYTES, MAX_PATH_BYTES),
                    "Use a shorter path; file_list shows what there is.");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private ToolException outside(String text) {
        String open = roots.stream().map(Root::name).collect(Collectors.joining(", "));
        return new ToolException(
                "The path %s is outside the folders that are open here (%s)."
                        .formatted(brief(text), open),
                "Use a path relative to the first folder, such as notes.txt; the user can open"
                        + " another folder with --root DIR.");
    }

    static String brief(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
