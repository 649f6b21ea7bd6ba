package dev.hoopoe.reading.document;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** What the parts of an Office package refer to (ECMA-376, Open Packaging Conventions, 9.3). */
final class Relations {
    private final Map<String, Target> targets = new LinkedHashMap<>();

    record Target(String type, String path, boolean external) {}

    private Relations() {}

    static Relations of(ZipParts zip, String part, Watch watch) {
        Relations relations = new Relations();
        int slash = part.lastIndexOf('/');
        String folder = part.substring(0, slash + 1);
        String name = folder + "_rels/" + part.substring(slash + 1) + ".rels";
        zip.text(name)
                .map(xml -> Xml.parse(xml, watch))
                .ifPresent(xml ->
                        xml.getElementsByTag("Relationship")
                                .forEach(e -> relations.add(e, folder)));
        return relations;
    }

    private void add(Element e, String folder) {
        boolean external = e.attr("TargetMode").equals("External");
        String target = e.attr("Target");
        String type = e.attr("Type");
        targets.put(
                e.attr("Id"),
                new Target(
                        type.substring(type.lastIndexOf('/') + 1),
                        external ? target : resolve(folder, target),
                        external));
    }

    Optional<Target> byId(String id) {
        return Optional.ofNullable(targets.get(id));
    }

    Optional<Target> byType(String type) {
        return targets.values().stream().filter(t -> t.type.equals(type)).findFirst();
    }

    /** A path inside the package, relative to a folder of it. */
    static String resolve(String folder, String target) {
        Deque<String> names = new ArrayDeque<>();
        String path = target.startsWith("/") ? target : folder + target;
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }
}
