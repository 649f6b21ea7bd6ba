package dev.hoopoe.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a result that share the rarest words with the question. A small model that reads a
 * long result answers from its first or last lines; these, repeated at the end, are what it should
 * answer from. Words are weighed as in BM25's idf, with each line as a document.
 */
final class RelevantLines {
    /** Results this short are read well as they are. */
    static final int MIN_LINES = 4;

    private static final int MAX_SHOWN = 3;
    private static final int MAX_LINES = 2_000;
    private static final int MAX_LINE_CHARS = 400;
    private static final double CSV_SHARE = 0.8;
    private static final double SHARE_OF_BEST = 0.75;
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}]+(?:[-_.:/][\\p{L}\\p{N}]+)*");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]{1,200})]\\([^)\\s]{1,500}\\)");
    private static final Set<String> COMMON =
            Set.of(
                    "the",
                    "a",
                    "an",
                    "of",
                    "in",
                    "on",
                    "at",
                    "to",
                    "is",
                    "are",
                    "was",
                    "were",
                    "and",
                    "or",
                    "for",
                    "by",
                    "with",
                    "from",
                    "as",
                    "it",
                    "its",
                    "this",
                    "that",
                    "which",
                    "what",
                    "who",
                    "when",
                    "where",
                    "how",
                    "does",
                    "do",
                    "did",
                    "write",
                    "only",
                    "answer",
                    "txt",
                    "file",
                    "page",
                    "http",
                    "https",
                    "html",
                    "md",
                    "csv",
                    "me",
                    "tell",
                    "give",
                    "find",
                    "name",
                    "there",
                    "be",
                    "i",
                    "you",
                    "my",
                    "save",
                    "put",
                    "just",
                    "into",
                    "nothing",
                    "else",
                    "according",
                    "look",
                    "see",
                    "has",
                    "have");

    private RelevantLines() {}

    /** At most three lines, in their order, with what they stand under; often none. */
    static List<String> of(String result, String question) {
        return choose(result, question).lines();
    }

    /**
     * What was chosen.
     *
     * @param lines the lines, each under its heading or with its column names
     * @param share how much of the question's weight the best line holds, of all that occurs in the
     *     result; 1 where one line has every word that the result has
     */
    record Choice(List<String> lines, double share) {}

    static Choice choose(String result, String question) {
        List<String> lines = result.lines().limit(MAX_LINES).toList();
        if (lines.size() < MIN_LINES) {
            return new Choice(List.of(), 0);
        }
        Set<String> asked = words(question);
        asked.removeAll(COMMON);
        List<Set<String>> words = lines.stream().map(RelevantLines::words).toList();
        Map<String, Integer> frequency = frequency(words);
        double[] scores = new double[lines.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(words.get(i), asked, frequency, lines.size());
        }
        double all = score(frequency.keySet(), asked, frequency, lines.size());
        double top = Arrays.stream(scores).max().orElse(0);
        return new Choice(best(lines, scores, top), all == 0 ? 0 : top / all);
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher word = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    private static Map<String, Integer> frequency(List<Set<String>> words) {
        Map<String, Integer> frequency = new HashMap<>();
        words.forEach(line -> line.forEach(w -> frequency.merge(w, 1, Integer::sum)));
        return frequency;
    }

    private static double score(
            Set<String> line, Set<String> asked, Map<String, Integer> frequency, int lines) {
        double score = 0;
        for (String word : asked) {
            if (line.contains(word)) {
                int n = frequency.getOrDefault(word, 1);
                score += Math.log(1 + (lines - n + 0.5) / (n + 0.5));
            }
        }
        return score;
    }

    private static List<String> best(List<String> lines, double[] scores, double top) {
        double least = Math.max(top * SHARE_OF_BEST, 1);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= least && lines.get(i).length() <= MAX_LINE_CHARS) {
                chosen.add(i);
            }
        }
        chosen.sort(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(i -> i));
        return withHeader(lines, chosen.stream().limit(MAX_SHOWN).sorted().toList());
    }

    private static List<String> withHeader(List<String> lines, List<Integer> chosen) {
        List<String> shown = new ArrayList<>();
        for (int i : chosen) {
            int header = header(lines, i);
            Optional<String> row =
                    header < 0 || header == i
                            ? Optional.empty()
                            : named(lines.get(header), lines.get(i));
            if (row.isPresent()) {
                shown.add(row.get());
                continue;
            }
            if (header >= 0 && header != i && !shown.contains(lines.get(header))) {
                shown.add(lines.get(header));
            }
            if (!shown.contains(lines.get(i))) {
                shown.add(lines.get(i));
            }
        }
        return shown.stream().map(line -> LINK.matcher(line).replaceAll("$1")).toList();
    }

    /**
     * What a line cannot be understood without: the first row of its Markdown table or CSV text, or
     * the heading above it; -1 for none.
     */
    private static int header(List<String> lines, int row) {
        if (lines.get(row).startsWith("|")) {
            int first = row;
            while (first > 0 && lines.get(first - 1).startsWith("|")) {
                first--;
            }
            return first;
        }
        return looksLikeCsv(lines) ? 0 : heading(lines, row);
    }

    /** A row of a table with its column names, as "name: value, …", which needs no counting. */
    private static Optional<String> named(String header, String row) {
        List<String> names = cells(header);
        List<String> values = cells(row);
        if (names.size() < 2 || names.size() != values.size()) {
            return Optional.empty();
        }
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            pairs.add(names.get(i) + ": " + values.get(i));
        }
        return Optional.of(String.join(", ", pairs));
    }

    private static List<String> cells(String line) {
        if (line.startsWith("#")) {
            return List.of();
        }
        String inner = line.startsWith("|") ? line.replaceAll("^\\|\\s*|\\s*\\|$", "") : line;
        return Arrays.stream(inner.split(line.startsWith("|") ? "\\s*(?<!\\\\)\\|\\s*" : ",", -1))
                .toList();
    }

    private static boolean looksLikeCsv(List<String> lines) {
        long commas = commas(lines.getFirst());
        long alike = lines.stream().filter(line -> commas(line) == commas).count();
        return commas > 0 && alike >= CSV_SHARE * lines.size();
    }

    private static int heading(List<String> lines, int row) {
        for (int i = row; i >= 0; i--) {
            if (lines.get(i).startsWith("#")) {
                return i;
            }
        }
        return -1;
    }

    private static long commas(String line) {
        return line.chars().filter(c -> c == ',').count();
    }
}
