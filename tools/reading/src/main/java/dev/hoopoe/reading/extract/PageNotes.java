package dev.hoopoe.reading.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;

/** What a page says about itself for machines, noted while it is walked. One page, one thread. */
final class PageNotes {
    /** More values of one name than this are spam. */
    private static final int MAX_META = 200;

    /** The first value of each {@code meta} name or property, names in lower case. */
    final Map<String, String> meta = new HashMap<>();

    /** Texts of {@code application/ld+json} scripts. */
    final List<String> linkedData = new ArrayList<>();

    /** Texts of other scripts of a JSON type. */
    final List<String> state = new ArrayList<>();

    final List<Element> items = new ArrayList<>();
    String title = "";
    String canonical = "";
    String language = "";
    int times;
    int forms;
    int inputs;
    int scripts;
    int images;
    int articles;

    void see(Element element, String tag) {
        switch (tag) {
            case "meta" -> meta(element);
            case "link" -> link(element);
            case "script" -> script(element);
            case "title" -> title = title.isEmpty() ? element.text() : title;
            case "html" -> language = element.attr("lang");
            case "time" -> times++;
            case "form" -> forms++;
            case "input", "select", "textarea" -> inputs++;
            case "img" -> images++;
            case "article" -> articles++;
            default -> {
                // The rest says nothing about the page as a whole.
            }
        }
        if (element.hasAttr("itemprop") || element.hasAttr("itemscope")) {
            items.add(element);
        }
    }

    private void meta(Element element) {
        String name = element.attr("property");
        name = name.isEmpty() ? element.attr("name") : name;
        name = name.isEmpty() ? element.attr("http-equiv") : name;
        String value = element.attr("content").strip();
        if (!name.isEmpty() && !value.isEmpty() && meta.size() < MAX_META) {
            meta.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), value);
        }
    }

    private void link(Element element) {
        if (canonical.isEmpty() && element.attr("rel").equalsIgnoreCase("canonical")) {
            canonical = element.absUrl("href");
        }
    }

    private void script(Element element) {
        scripts++;
        String type = element.attr("type").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/ld+json")) {
            linkedData.add(element.data());
        } else if (type.startsWith("application/json") || element.id().equals("__NEXT_DATA__")) {
            state.add(element.data());
        }
    }

    String meta(String... names) {
        for (String name : names) {
            String value = meta.get(name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }
}
