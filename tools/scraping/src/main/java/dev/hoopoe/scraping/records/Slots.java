package dev.hoopoe.scraping.records;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** Turns the records of a group into columns: one for each place in a record that holds a value. */
final class Slots {
    /** Places of one group. */
    static final int MAX_COLUMNS = 150;

    private static final int MAX_DEPTH = 30;
    private static final int MAX_TEXT = 2_000;
    private static final Set<String> SKIPPED =
            Set.of(
                    "script",
                    "style",
                    "button",
                    "svg",
                    "noscript",
                    "template",
                    "select",
                    "input",
                    "table");
    private static final Pattern LABEL = Pattern.compile("([\\p{L}][\\p{L} /-]{1,28}):\\s+(.+)");
    private static final Pattern LABEL_ALONE = Pattern.compile("([\\p{L}][\\p{L} /-]{1,28}):?");
    private static final Pattern UNIT = Pattern.compile("\\p{L}{3,20}");

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private int row;

    private Slots() {}

    static List<Column> of(Groups.Group group) {
        Slots slots = new Slots();
        for (List<Element> record : group.records()) {
            Map<String, Integer> seen = new HashMap<>();
            for (Element element : record) {
                boolean begins = record.size() > 1 && element.equals(record.getFirst());
                slots.visit(element, new At("", begins, Map.of(), 0, record.size() > 1), seen);
            }
            slots.row++;
        }
        return List.copyOf(slots.columns.values());
    }

    /** Where the walk is: the path, what is around, how deep. */
    private record At(
            String path, boolean heading, Map<String, Double> around, int depth, boolean run) {}

    private void visit(Element element, At at, Map<String, Integer> seen) {
        if (SKIPPED.contains(element.normalName()) || at.depth() > MAX_DEPTH || hidden(element)) {
            return;
        }
        String path = path(element, at.path(), seen);
        Map<String, Double> cues = Cues.of(element);
        boolean heading = at.heading() || element.normalName().matches("h[1-6]");
        attributes(element, path, cues, heading);
        if (!at.run() && labelled(element)) {
            return;
        }
        text(element, path, Cues.with(cues, at.around()), heading);
        Map<String, Double> around = Cues.faded(cues);
        for (Element child : element.children()) {
            visit(child, new At(path, heading, around, at.depth() + 1, false), seen);
        }
    }

    private static boolean hidden(Element element) {
        return element.hasAttr("hidden")
                || element.attr("style").replace(" ", "").contains("display:none");
    }

    private static String path(Element element, String above, Map<String, Integer> seen) {
        String classes = element.className().strip();
        int end = classes.indexOf(' ');
        String first = end < 0 ? classes : classes.substring(0, end);
        String path = above + "/" + element.normalName() + "." + first;
        int times = seen.merge(path, 1, Integer::sum);
        return times == 1 ? path : path + "[" + times + "]";
    }

    private void text(Element element, String path, Map<String, Double> cues, boolean heading) {
        String text = Text.of(element);
        boolean leaf = element.children().stream().noneMatch(Element::hasText);
        boolean own = !element.ownText().isBlank();
        if (text.isEmpty() || text.length() > MAX_TEXT || !(leaf || own)) {
            return;
        }
        boolean linked = element.closest("a[href]") != null;
        put(path, new Column.Place(cues, Column.Type.TEXT, leaf, linked, heading), text);
    }

    /** A label and its value: in one element, or as a term and its definition. */
    private boolean labelled(Element element) {
        if (element.normalName().equals("dd")) {
            Element term = element.previousElementSibling();
            return term != null
                    && term.normalName().equals("dt")
                    && label(Text.of(term), Text.of(element));
        }
        if (element.normalName().equals("dt")) {
            return true;
        }
        if (element.childrenSize() > 2 || Text.of(element).length() > MAX_TEXT / 10) {
            return false;
        }
        Matcher line = LABEL.matcher(Text.of(element));
        if (line.matches() && !element.normalName().matches("h[1-6]")) {
            // Without a mark around the label it may be the beginning of a sentence.
            return label(line.group(1), line.group(2)) && begins(element, line.group(1));
        }
        return unit(element) || pair(element);
    }

    private static boolean begins(Element element, String label) {
        Element first = element.firstElementChild();
        return first != null && Text.of(first).replaceFirst("\\s*:$", "").equals(label);
    }

    /** {@code <b>14</b> replies}. */
    private boolean unit(Element element) {
        Element child = element.firstElementChild();
        String own = element.ownText().strip();
        return element.childrenSize() == 1
                && child != null
                && UNIT.matcher(own).matches()
                && Kind.COUNT.fits(Text.of(child))
                && label(own, Text.of(child));
    }

    /** {@code <span class=label>Beds</span><span>3</span>}. */
    private boolean pair(Element element) {
        Element first = element.firstElementChild();
        if (element.childrenSize() != 2 || first == null || !element.ownText().isBlank()) {
            return false;
        }
        String label = Text.of(first);
        boolean marked =
                label.endsWith(":")
                        || first.className().contains("label")
                        || first.normalName().equals("label");
        Element second = first.nextElementSibling();
        return marked && second != null && label(label, Text.of(second));
    }

    private boolean label(String label, String value) {
        Matcher name = LABEL_ALONE.matcher(label);
        if (!name.matches() || value.isEmpty()) {
            return false;
        }
        Map<String, Double> cues = Words.weighed(Words.of(name.group(1)), Weights.NAMED);
        put(
                "label:" + name.group(1),
                new Column.Place(cues, Column.Type.TEXT, true, false, false),
                value);
        return true;
    }

    private void attributes(
            Element element, String path, Map<String, Double> cues, boolean heading) {
        if (element.hasAttr("href")) {
            String address = element.absUrl("href");
            boolean page = address.startsWith("http");
            boolean main = heading || path.indexOf('/', 1) < 0;
            if (page) {
                put(
                        path + "@href",
                        new Column.Place(cues, Column.Type.LINK, true, true, main),
                        address);
            }
        }
        if (element.normalName().equals("img")) {
            put(
                    path + "@src",
                    new Column.Place(cues, Column.Type.IMAGE, true, false, false),
                    picture(element));
        }
        if (element.hasAttr("datetime")) {
            Map<String, Double> date = Words.weighed(Set.of("date", "time"), Weights.NAMED);
            put(path + "@datetime", textual(Cues.with(cues, date)), element.attr("datetime"));
        }
        if (element.hasAttr("content")) {
            put(path + "@content", textual(cues), element.attr("content"));
        }
        if (!element.hasText()) {
            put(path + "@label", textual(cues), element.attr("aria-label"));
            put(path + "@title", textual(cues), element.attr("title"));
        }
        data(element, path);
    }

    private static Column.Place textual(Map<String, Double> cues) {
        return new Column.Place(cues, Column.Type.TEXT, true, false, false);
    }

    private static String picture(Element image) {
        for (String attribute : List.of("data-src", "src")) {
            String address = image.absUrl(attribute);
            if (address.startsWith("http")) {
                return address;
            }
        }
        return "";
    }

    private void data(Element element, String path) {
        List<Attribute> some = new ArrayList<>();
        element.attributes().forEach(some::add);
        for (Attribute attribute : some) {
            String name = attribute.getKey();
            boolean named =
                    name.matches(
                            "data-(?:price|rating|name|title|date|count|currency|score|author)");
            if (named && !attribute.getValue().isBlank()) {
                Set<String> words = Words.of(name.substring("data-".length()));
                put(
                        path + "@" + name,
                        textual(Words.weighed(words, Weights.TAG)),
                        attribute.getValue());
            }
        }
    }

    private void put(String key, Column.Place place, String value) {
        if (!value.isBlank() && (columns.containsKey(key) || columns.size() < MAX_COLUMNS)) {
            columns.computeIfAbsent(key, k -> new Column(place)).put(row, Text.of(value));
        }
    }
}
