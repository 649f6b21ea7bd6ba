package dev.hoopoe.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A name inside a root; whether anything exists there is another question.
 *
 * @param root the root
 * @param first whether the root is the default one, whose paths are shown without its name
 * @param names the components below the root, without {@code .} and {@code ..}
 */
record Place(Root root, boolean first, List<String> names) {
    Place {
        names = List.copyOf(names);
    }

    /** The path as a caller writes it: relative to the first root, or root name first. */
    String shown() {
        String inside = String.join("/", names);
        if (first) {
            return inside.isEmpty() ? "." : inside;
        }
        return inside.isEmpty() ? root.name() : root.name() + "/" + inside;
    }

    /** For messages of the operating system and link texts only: never opened as a whole. */
    Path path() {
        Path path = root.path();
        for (String name : names) {
            path = path.resolve(name);
        }
        return path;
    }

    Place child(String name) {
        return in(append(names, List.of(name)));
    }

    Place in(List<String> otherNames) {
        return new Place(root, first, otherNames);
    }

    static List<String> append(List<String> head, List<String> tail) {
        List<String> all = new ArrayList<>(head);
        all.addAll(tail);
        return all;
    }
}
