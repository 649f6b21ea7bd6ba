package dev.hoopoe.scraping.records;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of names that people and programs give to fields, and which of them mean the same. */
final class Words {
    private static final int MAX_WORDS = 12;
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    private static final Map<String, Set<String>> ALIKE =
            List.of(
                            "name title headline heading topic subject product item",
                            "price cost amount fee offer",
                            "author by byline user writer creator poster",
                            "company employer organization organisation hiring brand vendor seller",
                            "location loc place city address venue where town region",
                            "date time published posted created start day datetime released when",
                            "rating star score",
                            "review comment reply response count",
                            "description summary snippet desc body content excerpt abstract note"
                                    + " meaning definition teaser text",
                            "link url href",
                            "image img picture photo thumb thumbnail cover",
                            "email mail",
                            "phone tel telephone",
                            "salary pay wage compensation",
                            "duration dur length runtime",
                            "role position job",
                            "discount sale percent saving",
                            "bed bedroom",
                            "bath bathroom",
                            "size byte",
                            "old was original regular before")
                    .stream()
                    .map(line -> Set.of(line.split(" ", -1)))
                    .flatMap(group -> group.stream().map(word -> Map.entry(word, group)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Words::both));

    private Words() {}

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return all;
    }

    /** The words of a name: {@code jobTitle}, {@code job-title} and "Job titles" have the same. */
    static Set<String> of(String name) {
        Set<String> words = new LinkedHashSet<>();
        String apart = HUMP.matcher(name).replaceAll(" ");
        for (String word : APART.split(apart.toLowerCase(Locale.ROOT), MAX_WORDS + 1)) {
            if (!word.isEmpty() && words.size() < MAX_WORDS) {
                words.add(stem(word));
            }
        }
        return words;
    }

    private static String stem(String word) {
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
        return plural ? word.substring(0, word.length() - 1) : word;
    }

    /** How well cues fit words: the mean over the words of the best cue for each. */
    static double fit(Set<String> wanted, Map<String, Double> cues) {
        return wanted.stream().mapToDouble(word -> fit(word, cues)).average().orElse(0);
    }

    private static double fit(String word, Map<String, Double> cues) {
        double exact = cues.getOrDefault(word, 0.0);
        double alike =
                ALIKE.getOrDefault(word, Set.of()).stream()
                        .map(cues::get)
                        .filter(java.util.Objects::nonNull)
                        .mapToDouble(weight -> weight * Weights.SYNONYM)
                        .max()
                        .orElse(0);
        return Math.max(exact, alike);
    }

    /** Cues of these words, all of one weight. */
    static Map<String, Double> weighed(Set<String> words, double weight) {
        return words.stream().collect(Collectors.toMap(Function.identity(), word -> weight));
    }
}
