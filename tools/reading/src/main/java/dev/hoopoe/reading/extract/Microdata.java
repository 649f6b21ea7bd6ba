package dev.hoopoe.reading.extract;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter.FilterResult;

/** Reads microdata (WHATWG HTML, chapter 5), without {@code itemref}. */
final class Microdata {
    private static final int MAX_ITEMS = 500;
    private static final int MAX_VALUE_CHARS = 20_000;

    private Microdata() {}

    /**
     * The outermost items.
     *
     * @param marked the elements with {@code itemscope} or {@code itemprop}, in the page's order
     */
    static List<Map<String, Object>> items(List<Element> marked) {
        IdentityHashMap<Element, Map<String, Object>> scopes = new IdentityHashMap<>();
        List<Map<String, Object>> outermost = new ArrayList<>();
        for (Element element : marked) {
            Map<String, Object> owner = owner(element, scopes);
            Map<String, Object> own = scope(element, scopes);
            if (element.hasAttr("itemprop") && owner != null) {
                Object value = own != null ? own : value(element);
                for (String name : element.attr("itemprop").split("\\s+", -1)) {
                    put(owner, name, value);
                }
            } else if (own != null && outermost.size() < MAX_ITEMS) {
                outermost.add(own);
            }
        }
        return outermost;
    }

    private static @org.jspecify.annotations.Nullable Map<String, Object> scope(
            Element element, IdentityHashMap<Element, Map<String, Object>> scopes) {
        if (!element.hasAttr("itemscope")) {
            return null;
        }
        Map<String, Object> item = new LinkedHashMap<>();
        String type = element.attr("itemtype").strip();
        if (!type.isEmpty()) {
            item.put("@type", type.substring(type.lastIndexOf('/') + 1));
        }
        scopes.put(element, item);
        return item;
    }

    private static @org.jspecify.annotations.Nullable Map<String, Object> owner(
            Element element, IdentityHashMap<Element, Map<String, Object>> scopes) {
        for (Element up = element.parent(); up != null && !scopes.isEmpty(); up = up.parent()) {
            Map<String, Object> item = scopes.get(up);
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    private static String value(Element element) {
        String value =
                switch (element.normalName()) {
                    case "meta" -> element.attr("content");
                    case "a", "link", "area" -> element.absUrl("href");
                    case "img", "audio", "video", "source", "iframe", "embed", "track" ->
                            element.absUrl("src");
                    case "data", "meter" -> element.attr("value");
                    case "time" ->
                            element.hasAttr("datetime") ? element.attr("datetime") : text(element);
                    default -> element.hasAttr("content") ? element.attr("content") : text(element);
                };
        return value.length() <= MAX_VALUE_CHARS ? value : value.substring(0, MAX_VALUE_CHARS);
    }

    /** Stops at the limit: items may lie in items, hundreds deep, around the whole page. */
    private static String text(Element element) {
        StringBuilder text = new StringBuilder();
        element.filter((node, depth) -> {
            if (node instanceof TextNode part) {
                text.append(part.getWholeText());
            }
            return text.length() < MAX_VALUE_CHARS ? FilterResult.CONTINUE : FilterResult.STOP;
        });
        return text.toString().strip().replaceAll("[\\s\u00a0]+", " ");
    }

    @SuppressWarnings("unchecked") // Lists here are only made here.
    private static void put(Map<String, Object> item, String name, Object value) {
        Object before = item.get(name);
        if (before == null) {
            item.put(name, value);
        } else if (before instanceof List<?> list) {
            ((List<Object>) list).add(value);
        } else {
            item.put(name, new ArrayList<>(List.of(before, value)));
        }
    }
}
