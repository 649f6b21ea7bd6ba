package dev.hoopoe.files;

import dev.hoopoe.tools.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Picks the parts of a text that are about some words: rare words count more (inverse document
 * frequency), and the parts come in their own order, each under its line numbers.
 */
final class Focus {
    private static final int MAX_PART_LINES = 8;
    private static final int MAX_WORDS = 32;
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final List<String> words;
    private final boolean table;

    /**
     * @param focus words
     * @param table whether each line stands alone under a heading line
     */
    Focus(String focus, boolean table) {
        this.words =
                NO_WORD.splitAsStream(focus.toLowerCase(Locale.ROOT))
                        .filter(w -> !w.isEmpty())
                        .distinct()
                        .limit(MAX_WORDS)
                        .toList();
        this.table = table;
    }

    private record Part(int from, List<String> lines, Set<String> found) {
        String text() {
            int to = from + lines.size() - 1;
            String where = lines.size() == 1 ? "[line " + from : "[lines " + from + "-" + to;
            return where + "]\n" + String.join("\n", lines);
        }
    }

    String of(String text, int budget) {
        List<Part> parts = parts(text.lines().toList());
        List<Part> hits = parts.stream().filter(p -> !p.found().isEmpty()).toList();
        if (hits.isEmpty()) {
            return "No part contains any word of the focus; read the file without focus.";
        }
        List<Part> best = best(hits, budget);
        String heading = table ? parts.getFirst().text() + "\n" : "";
        String shown =
                best.stream()
                        .filter(p -> !table || p.from() > 1)
                        .sorted(Comparator.comparingInt(Part::from))
                        .map(Part::text)
                        .collect(Collectors.joining("\n"));
        String rest = best.size() == hits.size() ? "" : "\n[" + left(hits, best) + "]";
        return heading + shown + rest;
    }

    private static String left(List<Part> hits, List<Part> best) {
        return hits.size() - best.size() + " weaker parts left out; raise max_tokens to see them";
    }

    private List<Part> best(List<Part> hits, int budget) {
        List<Part> ranked = new ArrayList<>(hits);
        ranked.sort(Comparator.comparingDouble((Part p) -> -score(p, hits)));
        List<Part> best = new ArrayList<>();
        int left = budget;
        for (Part part : ranked) {
            left -= Tokens.estimate(part.text()) + 2;
            if (left < 0 && !best.isEmpty()) {
                return best;
            }
            best.add(part);
        }
        return best;
    }

    private double score(Part part, List<Part> hits) {
        double score = 0;
        for (String word : part.found()) {
            long having = hits.stream().filter(h -> h.found().contains(word)).count();
            score += Math.log(1.5 + (double) hits.size() / having);
        }
        return score;
    }

    private List<Part> parts(List<String> lines) {
        List<Part> parts = new ArrayList<>();
        int start = 0;
        int most = table ? 1 : MAX_PART_LINES;
        for (int i = 0; i <= lines.size(); i++) {
            boolean blank = i == lines.size() || lines.get(i).isBlank();
            if (i > start && (blank || i - start == most)) {
                parts.add(part(start, lines.subList(start, i)));
                start = i;
            }
            start = blank ? i + 1 : start;
        }
        return parts;
    }

    private Part part(int start, List<String> lines) {
        String text = String.join("\n", lines).toLowerCase(Locale.ROOT);
        Set<String> found = new TreeSet<>();
        words.stream().filter(text::contains).forEach(found::add);
        return new Part(start + 1, lines, found);
    }
}
