package dev.hoopoe.agent;

import dev.hoopoe.tools.ToolDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chooses the few tools of a long list that a question may need, by BM25 (Robertson and Zaragoza,
 * 2009) over names, descriptions and parameters. The same question over the same list always
 * chooses the same, in the order of the list.
 */
final class Shortlist {
    private static final double K1 = 1.2;
    private static final double B = 0.75;
    private static final int NAME_WEIGHT = 3;
    private static final Pattern WORD_ENDS =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

    private final List<ToolDefinition> tools;
    private final List<Map<String, Integer>> counts;
    private final Map<String, Integer> holders = new HashMap<>();
    private final double meanLength;

    Shortlist(List<ToolDefinition> tools) {
        this.tools = List.copyOf(tools);
        this.counts = tools.stream().map(Shortlist::counts).toList();
        counts.forEach(c -> c.keySet().forEach(w -> holders.merge(w, 1, Integer::sum)));
        this.meanLength = counts.stream().mapToInt(Shortlist::length).average().orElse(1);
    }

    /** The names of at most this many tools, best first, ties in the order of the list. */
    List<String> best(String question, int most) {
        Set<String> wanted = new HashSet<>(words(question));
        Map<String, Double> scores = new HashMap<>();
        for (int i = 0; i < tools.size(); i++) {
            scores.put(tools.get(i).name(), score(counts.get(i), wanted));
        }
        return tools.stream()
                .map(ToolDefinition::name)
                .sorted(Comparator.comparingDouble(name -> -scores.getOrDefault(name, 0.0)))
                .limit(most)
                .toList();
    }

    private double score(Map<String, Integer> tool, Collection<String> wanted) {
        double norm = K1 * (1 - B + B * length(tool) / meanLength);
        double sum = 0;
        for (String word : wanted) {
            int count = tool.getOrDefault(word, 0);
            int with = holders.getOrDefault(word, 0);
            double rare = Math.log(1 + (tools.size() - with + 0.5) / (with + 0.5));
            sum += rare * count * (K1 + 1) / (count + norm);
        }
        return sum;
    }

    private static int length(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<String, Integer> counts(ToolDefinition tool) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < NAME_WEIGHT; i++) {
            words.addAll(words(tool.name()));
        }
        words.addAll(words(tool.description()));
        Hands.properties(tool)
                .forEach((name, schema) -> {
                    words.addAll(words(String.valueOf(name)));
                    if (schema instanceof Map<?, ?> map
                            && map.get("description") instanceof String text) {
                        words.addAll(words(text));
                    }
                });
        return words.stream().collect(Collectors.toMap(w -> w, _ -> 1, Integer::sum));
    }

    /** Lower-case words without their commonest endings, so that "issues" finds "issue". */
    private static List<String> words(String text) {
        return WORD_ENDS
                .splitAsStream(text)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> word.length() > 1)
                .map(Shortlist::stem)
                .toList();
    }

    private static String stem(String word) {
        for (String end : List.of("ing", "ies", "es", "s", "ed", "e")) {
            if (word.endsWith(end) && word.length() - end.length() >= 3) {
                return word.substring(0, word.length() - end.length());
            }
        }
        return word;
    }
}
