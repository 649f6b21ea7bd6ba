package dev.hoopoe.scraping.records;

import dev.hoopoe.reading.json.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Items that a page marks up for programs, as JSON-LD 1.1 or microdata (WHATWG HTML, chapter 5),
 * each flattened to {@code name} = value, {@code offers.price} = value.
 */
final class Items {
    static final int MAX_ITEMS = 1_000;
    private static final int MAX_DEPTH = 4;
    private static final int MAX_FIELDS = 40;

    /** What says something about the page and is no record on it. */
    private static final Set<String> ABOUT_PAGE =
            Set.of(
                    "BreadcrumbList",
                    "WebSite",
                    "WebPage",
                    "CollectionPage",
                    "SearchAction",
                    "ImageObject",
                    "SiteNavigationElement",
                    "Organization",
                    "ListItem");

    private Items() {}

    /** One item: its type first, under {@code @type}. */
    static List<Map<String, String>> of(Document page) {
        List<Map<String, String>> items = new ArrayList<>();
        for (Element script : page.select("script[type*=ld+json]")) {
            try {
                collect(JsonTree.parse(script.data().strip()), items, 0);
            } catch (IOException e) {
                // A broken script is one of many; the others still count.
            }
        }
        for (Element scope : page.select("[itemscope]")) {
            if (!scope.hasAttr("itemprop") && items.size() < MAX_ITEMS) {
                add(microdata(scope), items);
            }
        }
        return items;
    }

    /** As tables, one for each type. */
    static List<Rows> tables(List<Map<String, String>> items) {
        Map<String, List<Map<String, String>>> types = new LinkedHashMap<>();
        items.forEach(i -> types.computeIfAbsent(type(i), t -> new ArrayList<>()).add(i));
        return types.entrySet().stream().map(e -> table(e.getKey(), e.getValue())).toList();
    }

    static String type(Map<String, String> item) {
        return item.getOrDefault("@type", "");
    }

    private static Rows table(String type, List<Map<String, String>> items) {
        Set<String> keys = new LinkedHashSet<>();
        items.forEach(item -> keys.addAll(item.keySet()));
        List<String> header = keys.stream().limit(MAX_FIELDS).toList();
        List<List<String>> rows =
                items.stream()
                        .map(i -> header.stream().map(k -> i.getOrDefault(k, "")).toList())
                        .toList();
        return new Rows(type, header, rows);
    }

    private static void collect(JsonTree tree, List<Map<String, String>> items, int depth) {
        if (depth > MAX_DEPTH * 2 || items.size() >= MAX_ITEMS) {
            return;
        }
        tree.list().forEach(one -> collect(one, items, depth + 1));
        tree.at("@graph").list().forEach(one -> collect(one, items, depth + 1));
        String type = typeOf(tree);
        if (type.equals("ItemList")) {
            for (JsonTree entry : tree.at("itemListElement").list()) {
                collect(entry.at("item").isObject() ? entry.at("item") : entry, items, depth + 1);
            }
        } else if (!type.isEmpty()) {
            Map<String, String> item = new LinkedHashMap<>();
            item.put("@type", type);
            flatten(tree, "", item, 0);
            add(item, items);
        }
    }

    private static void add(Map<String, String> item, List<Map<String, String>> items) {
        if (item.size() > 1 && !type(item).isEmpty() && !ABOUT_PAGE.contains(type(item))) {
            items.add(item);
        }
    }

    private static String typeOf(JsonTree tree) {
        JsonTree type = tree.at("@type");
        return type.isList() ? type.first().text() : type.text();
    }

    private static void flatten(JsonTree tree, String prefix, Map<String, String> out, int depth) {
        tree.fields()
                .forEach((name, value) -> {
                    if (!name.startsWith("@") && out.size() < MAX_FIELDS) {
                        put(prefix + name, value, out, depth);
                    }
                });
    }

    private static void put(String key, JsonTree value, Map<String, String> out, int depth) {
        if (value.isList()) {
            List<String> texts =
                    value.list().stream().map(Items::plain).filter(t -> !t.isEmpty()).toList();
            if (texts.isEmpty()) {
                flatten(value.first(), key + ".", out, depth + 1);
            } else {
                out.put(key, Text.of(String.join("; ", texts)));
            }
        } else if (value.isObject() && plain(value).isEmpty()) {
            if (depth < MAX_DEPTH) {
                flatten(value, key + ".", out, depth + 1);
            }
        } else if (!plain(value).isEmpty()) {
            out.put(key, Text.of(plain(value)));
        }
    }

    /** A value, or the name of a thing that has one. */
    private static String plain(JsonTree value) {
        return value.isObject() ? value.text("name") : value.text();
    }

    private static Map<String, String> microdata(Element scope) {
        Map<String, String> item = new LinkedHashMap<>();
        String type = scope.attr("itemtype").strip();
        item.put("@type", type.substring(type.lastIndexOf('/') + 1));
        properties(scope, "", item, 0);
        return item;
    }

    private static void properties(
            Element scope, String prefix, Map<String, String> item, int depth) {
        for (Element marked : owned(scope)) {
            if (item.size() >= MAX_FIELDS) {
                return;
            }
            property(marked, prefix + marked.attr("itemprop").strip(), item, depth);
        }
    }

    /** The properties of an item itself, in the page's order, each element being looked at once. */
    private static List<Element> owned(Element scope) {
        List<Element> owned = new ArrayList<>();
        List<Element> open = new ArrayList<>(scope.children().reversed());
        while (!open.isEmpty()) {
            Element element = open.removeLast();
            if (element.hasAttr("itemprop")) {
                owned.add(element);
            }
            if (!element.hasAttr("itemscope")) {
                open.addAll(element.children().reversed());
            }
        }
        return owned;
    }

    private static void property(Element marked, String key, Map<String, String> item, int depth) {
        if (!marked.hasAttr("itemscope")) {
            item.merge(key, value(marked), (one, other) -> Text.of(one + "; " + other));
            return;
        }
        Element name = marked.selectFirst("[itemprop=name]");
        if (name != null) {
            item.putIfAbsent(key, value(name));
        } else if (depth < MAX_DEPTH) {
            properties(marked, key + ".", item, depth + 1);
        }
    }

    private static String value(Element marked) {
        for (String attribute : List.of("content", "datetime", "href", "src", "value")) {
            if (marked.hasAttr(attribute)) {
                boolean address = attribute.equals("href") || attribute.equals("src");
                return Text.of(address ? marked.absUrl(attribute) : marked.attr(attribute));
            }
        }
        return Text.of(marked);
    }
}
