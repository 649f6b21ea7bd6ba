package dev.hoopoe.scraping.records;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** What an element's tag and attributes say about the text in it. */
final class Cues {
    /** Classes that say how a thing looks, not what it is. */
    private static final Pattern LOOKS =
            Pattern.compile(
                    "(?:text|font|bg|m[trblxy]?|p[trblxy]?|flex|grid|w|h|col|row|gap|border|rounded|items|justify|space|align|float|d|is|has|css|sc|js)-.*"
                            + "|[a-z]{1,2}\\d*|flex|grid|row|col|block|bold|small|.*\\d{3,}.*");

    private static final Map<String, String> TAGS =
            Map.ofEntries(
                    Map.entry("h1", "title name"),
                    Map.entry("h2", "title name"),
                    Map.entry("h3", "title name"),
                    Map.entry("h4", "title name"),
                    Map.entry("h5", "title name"),
                    Map.entry("h6", "title name"),
                    Map.entry("dt", "title name"),
                    Map.entry("time", "date time"),
                    Map.entry("del", "old was"),
                    Map.entry("s", "old was"),
                    Map.entry("strike", "old was"),
                    Map.entry("address", "address location"),
                    Map.entry("dd", "description"));

    private Cues() {}

    static Map<String, Double> of(Element element) {
        Map<String, Double> cues = new HashMap<>();
        add(cues, element.attr("itemprop"), Weights.NAMED);
        for (String attribute : List.of("id", "data-testid", "rel", "name")) {
            add(cues, element.attr(attribute), Weights.OWN);
        }
        for (String one : element.classNames()) {
            if (!LOOKS.matcher(one).matches()) {
                add(cues, one, Weights.OWN);
            }
        }
        add(cues, TAGS.getOrDefault(element.normalName(), ""), Weights.TAG);
        return cues;
    }

    private static void add(Map<String, Double> cues, String name, double weight) {
        Set<String> words = name.isEmpty() ? Set.of() : new LinkedHashSet<>(Words.of(name));
        words.forEach(word -> cues.merge(word, weight, Math::max));
    }

    /** The same words as they count for what is inside. */
    static Map<String, Double> faded(Map<String, Double> cues) {
        Map<String, Double> faded = new HashMap<>();
        cues.forEach((word, weight) -> faded.put(word, Weights.AROUND));
        return faded;
    }

    static Map<String, Double> with(Map<String, Double> cues, Map<String, Double> more) {
        Map<String, Double> all = new HashMap<>(cues);
        more.forEach((word, weight) -> all.merge(word, weight, Math::max));
        return all;
    }
}
