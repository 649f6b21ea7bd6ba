package dev.hoopoe.scraping;

import dev.hoopoe.tools.Tokens;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses the passages of a page that answer a question: BM25 (Robertson and Zaragoza 2009) over
 * its lines, each read together with the headings above it. What is chosen keeps its place, its
 * heading and, in a table, the table's head.
 */
final class Focus {
    private static final double K1 = 1.2;
    private static final double B = 0.75;

    /** What a word in the heading above counts against one in the line itself. */
    private static final double HEADING_WEIGHT = 0.4;

    /** Room for the result's first line and the marks of gaps, in hundredths. */
    private static final int BUDGET_PERCENT = 90;

    private final List<String> lines;
    private final List<Map<String, Double>> terms = new ArrayList<>();
    private final Map<String, Integer> documents = new HashMap<>();
    private final BitSet chosen = new BitSet();
    private double averageLength = 1;

    private Focus(List<String> lines) {
        this.lines = lines;
        index();
    }

    /** The text, or its passages about the question where the whole does not fit the budget. */
    static String choose(String markdown, String question, int tokens) {
        int budget = tokens * BUDGET_PERCENT / 100;
        if (Tokens.estimate(markdown) <= budget) {
            return markdown;
        }
        Focus focus = new Focus(List.of(markdown.split("\n", -1)));
        return focus.select(words(question), budget) ? focus.text() : markdown;
    }

    /** How well each of these texts answers the question. */
    static double[] scores(List<String> texts, String question) {
        Focus focus = new Focus(List.copyOf(texts));
        Set<String> words = words(question);
        return IntStream.range(0, texts.size()).mapToDouble(i -> focus.score(i, words)).toArray();
    }

    private void index() {
        Map<String, Double> heading = Map.of();
        for (String line : lines) {
            Map<String, Double> own = counts(line);
            if (line.startsWith("#")) {
                heading = own;
            }
            Map<String, Double> all = new HashMap<>(own);
            heading.forEach((word, n) -> all.merge(word, n * HEADING_WEIGHT, Math::max));
            terms.add(all);
            all.keySet().forEach(word -> documents.merge(word, 1, Integer::sum));
        }
        averageLength = Math.max(1, terms.stream().mapToDouble(Focus::length).average().orElse(1));
    }

    private boolean select(Set<String> question, int budget) {
        double[] scores =
                IntStream.range(0, lines.size()).mapToDouble(i -> score(i, question)).toArray();
        List<Integer> best =
                IntStream.range(0, scores.length)
                        .filter(i -> scores[i] > 0 && !lines.get(i).isBlank())
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                        .toList();
        int used = 0;
        for (int at : best) {
            used += take(at, budget - used);
        }
        for (int at : best) {
            used += take(at + 1, budget - used);
            used += take(at - 1, budget - used);
        }
        return !chosen.isEmpty();
    }

    /** Takes a line with its heading and table head if all fit; returns what they cost. */
    private int take(int at, int budget) {
        if (at < 0 || at >= lines.size() || chosen.get(at)) {
            return 0;
        }
        Set<Integer> wanted = new HashSet<>(context(at));
        wanted.add(at);
        wanted.removeIf(chosen::get);
        int cost = wanted.stream().mapToInt(i -> Tokens.estimate(lines.get(i)) + 2).sum();
        if (cost > budget) {
            return 0;
        }
        wanted.forEach(chosen::set);
        return cost;
    }

    private List<Integer> context(int at) {
        List<Integer> context = new ArrayList<>();
        int heading = at;
        while (heading > 0 && !lines.get(heading).startsWith("#")) {
            heading--;
        }
        if (lines.get(heading).startsWith("#")) {
            context.add(heading);
        }
        if (lines.get(at).startsWith("|")) {
            int head = at;
            while (head > 0 && lines.get(head - 1).startsWith("|")) {
                head--;
            }
            context.add(head);
            context.add(Math.min(head + 1, at));
        }
        return context;
    }

    private String text() {
        StringBuilder out = new StringBuilder();
        int last = -1;
        for (int at = chosen.nextSetBit(0); at >= 0; at = chosen.nextSetBit(at + 1)) {
            if (at > last + 1 && skipsText(last + 1, at)) {
                out.append(out.isEmpty() ? "…\n" : "\n…\n");
            } else if (last >= 0) {
                out.append("\n".repeat(Math.min(2, at - last)));
            }
            out.append(lines.get(at));
            last = at;
        }
        return skipsText(last + 1, lines.size()) ? out.append("\n…").toString() : out.toString();
    }

    private boolean skipsText(int from, int to) {
        return lines.subList(from, to).stream().anyMatch(line -> !line.isBlank());
    }

    private double score(int line, Set<String> question) {
        Map<String, Double> words = terms.get(line);
        double norm = K1 * (1 - B + B * length(words) / averageLength);
        double score = 0;
        for (String word : question) {
            double n = words.getOrDefault(word, 0.0);
            int seen = documents.getOrDefault(word, 0);
            double idf = Math.log(1 + (lines.size() - seen + 0.5) / (seen + 0.5));
            score += idf * n * (K1 + 1) / (n + norm);
        }
        return score;
    }

    private static double length(Map<String, Double> words) {
        return words.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Map<String, Double> counts(String line) {
        Map<String, Double> counts = new HashMap<>();
        forEachWord(line, word -> counts.merge(word, 1.0, Double::sum));
        return counts;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        forEachWord(text, words::add);
        return words;
    }

    private static void forEachWord(String text, java.util.function.Consumer<String> use) {
        StringBuilder word = new StringBuilder();
        String lower = text.toLowerCase(Locale.ROOT) + " ";
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (Character.isIdeographic(c)) {
                use.accept(String.valueOf(c));
            } else if (Character.isLetterOrDigit(c)) {
                word.append(c);
            } else if (!word.isEmpty()) {
                use.accept(stem(word.toString()));
                word.setLength(0);
            }
        }
    }

    /** Plurals meet their singular; more would need to know the language. */
    private static String stem(String word) {
        return word.length() > 3 && word.endsWith("s")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
