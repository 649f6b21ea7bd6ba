package dev.hoopoe.scraping.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Finds what repeats on a page: children of one parent with the same tag and class, and runs of
 * siblings that each begin with a heading or a term.
 */
final class Groups {
    /** Groups that are looked at closely, those with the most text first. */
    static final int MAX_GROUPS = 80;

    /** Records of one group. */
    static final int MAX_RECORDS = 2_000;

    private static final Set<String> CHROME =
            Set.of(
                    "nav",
                    "footer",
                    "select",
                    "head",
                    "script",
                    "style",
                    "table",
                    "svg",
                    "form",
                    "template");
    private static final Set<String> STARTS = Set.of("h2", "h3", "h4", "h5", "dt");

    /**
     * Like records.
     *
     * @param records each one or several neighbouring elements
     * @param aside whether it stands beside the main content
     */
    record Group(List<List<Element>> records, boolean aside) {
        Group {
            records = records.stream().limit(MAX_RECORDS).map(List::copyOf).toList();
        }

        private int weight() {
            return records.stream()
                    .flatMap(List::stream)
                    .limit(MAX_RECORDS)
                    .mapToInt(e -> Math.min(e.childNodeSize(), 20) + 1)
                    .sum();
        }
    }

    private final List<Group> groups = new ArrayList<>();

    private Groups() {}

    static List<Group> of(Document page) {
        Groups finder = new Groups();
        finder.visit(page.body());
        return finder.groups.stream()
                .sorted(Comparator.comparingInt(Group::weight).reversed())
                .limit(MAX_GROUPS)
                .toList();
    }

    /** Goes through the page without recursion: its depth is a stranger's. */
    private void visit(Element body) {
        List<Element> open = new ArrayList<>(List.of(body));
        while (!open.isEmpty()) {
            Element element = open.removeLast();
            alike(element);
            begun(element);
            for (Element child : element.children()) {
                if (!CHROME.contains(child.normalName())) {
                    open.add(child);
                }
            }
        }
    }

    private void alike(Element parent) {
        if (parent.childrenSize() < 2 || parent.normalName().equals("dl")) {
            return;
        }
        Map<String, List<List<Element>>> kinds = new LinkedHashMap<>();
        for (Element child : parent.children()) {
            if (!CHROME.contains(child.normalName()) && child.hasText()) {
                kinds.computeIfAbsent(signature(child), k -> new ArrayList<>()).add(List.of(child));
            }
        }
        kinds.values().stream()
                .filter(records -> records.size() > 1)
                .forEach(records -> groups.add(new Group(records, aside(parent))));
    }

    private void begun(Element parent) {
        Map<String, Integer> starts = new LinkedHashMap<>();
        for (Element child : parent.children()) {
            if (STARTS.contains(child.normalName())) {
                starts.merge(child.normalName(), 1, Integer::sum);
            }
        }
        starts.forEach((tag, times) -> {
            if (times > 1) {
                groups.add(new Group(runs(parent, tag), aside(parent)));
            }
        });
    }

    private static List<List<Element>> runs(Element parent, String tag) {
        List<List<Element>> runs = new ArrayList<>();
        for (Element child : parent.children()) {
            if (child.normalName().equals(tag)) {
                runs.add(new ArrayList<>(List.of(child)));
            } else if (!runs.isEmpty()) {
                runs.getLast().add(child);
            }
        }
        return runs;
    }

    /** The tag and what the page calls it; a second class such as "sale" makes no other kind. */
    private static String signature(Element element) {
        String test = element.attr("data-testid");
        String classes = element.className().strip();
        int end = classes.indexOf(' ');
        String first = end < 0 ? classes : classes.substring(0, end);
        return element.normalName() + "." + (test.isEmpty() ? first : test);
    }

    private static boolean aside(Element parent) {
        return parent.closest("aside, header, [role=navigation], [role=complementary]") != null;
    }
}
