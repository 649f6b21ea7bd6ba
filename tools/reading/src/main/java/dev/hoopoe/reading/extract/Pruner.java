package dev.hoopoe.reading.extract;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Removes from a page all text that is not kept, and the elements that hold nothing then. */
final class Pruner {
    private static final Set<String> VOID = Set.of("br", "hr", "wbr");
    private static final Set<String> PICTURES = Set.of("img", "picture", "math", "video", "iframe");
    private final Set<Node> nodes = identitySet();

    /** Elements with kept text somewhere in them. */
    private final Set<Node> around = identitySet();

    /** Elements with kept text of their own. */
    private final Set<Node> regions = identitySet();

    Pruner(List<Block> kept) {
        for (Block block : kept) {
            Element region = block.region().element;
            regions.add(region);
            wholeRow(region);
            nodes.addAll(block.nodes());
            block.nodes().forEach(this::mark);
        }
    }

    private static Set<Node> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private void mark(Node node) {
        Node up = node.parent();
        while (up != null && around.add(up)) {
            up = up.parent();
        }
    }

    /** A row that lost a cell would shift the others. */
    private void wholeRow(Element region) {
        Element row = region.normalName().equals("tr") ? region : region.parent();
        for (int level = 0; level < 3 && row != null; level++, row = row.parent()) {
            if (row.normalName().equals("tr") && regions.add(row)) {
                row.children()
                        .forEach(cell -> {
                            cell.forEachNode(node -> {
                                if (node instanceof TextNode) {
                                    nodes.add(node);
                                    mark(node);
                                }
                            });
                            around.add(cell);
                        });
                return;
            }
        }
    }

    void prune(Element body) {
        IdentityHashMap<Node, Set<Node>> gone = new IdentityHashMap<>();
        body.filter((node, depth) -> {
            if (depth == 0 || keep(node)) {
                show(node);
                return NodeFilter.FilterResult.CONTINUE;
            }
            Node parent = node.parent();
            if (parent != null) {
                gone.computeIfAbsent(parent, p -> identitySet()).add(node);
            }
            return NodeFilter.FilterResult.SKIP_ENTIRELY;
        });
        gone.forEach(Pruner::remove);
    }

    /** All at once: taking children away one by one is quadratic in their number. */
    private static void remove(Node parent, Set<Node> children) {
        if (parent instanceof Element element) {
            List<Node> rest =
                    element.childNodes().stream().filter(c -> !children.contains(c)).toList();
            element.empty();
            element.appendChildren(rest);
        }
    }

    private boolean keep(Node node) {
        if (node instanceof TextNode text) {
            return nodes.contains(node) || text.isBlank();
        }
        if (!(node instanceof Element element)) {
            return false;
        }
        String tag = element.normalName();
        return around.contains(node)
                || VOID.contains(tag)
                || inPicture(element)
                || picture(element, tag);
    }

    /** Pictures stay where the text around them stays. */
    private boolean picture(Element element, String tag) {
        if (!PICTURES.contains(tag) && !tag.equals("figure")) {
            return false;
        }
        Element parent = element.parent();
        return parent != null
                && (regions.contains(parent)
                        || (tag.equals("figure") && textBeside(element))
                        || (around.contains(parent) && parent.normalName().equals("figure")));
    }

    private boolean inPicture(Element element) {
        Element parent = element.parent();
        return parent != null
                && (parent.normalName().equals("picture")
                        || parent.normalName().equals("figure")
                        || parent.normalName().equals("math"))
                && !around.contains(parent);
    }

    private boolean textBeside(Element figure) {
        Element before = figure.previousElementSibling();
        Element after = figure.nextElementSibling();
        return (before != null && regions.contains(before))
                || (after != null && regions.contains(after));
    }

    /** What was folded away at first is content like the rest. */
    private static void show(Node node) {
        if (node instanceof Element element && element.attributesSize() > 0) {
            element.removeAttr("hidden").removeAttr("aria-hidden");
            if (element.hasAttr("style")) {
                element.removeAttr("style");
            }
        }
    }
}
