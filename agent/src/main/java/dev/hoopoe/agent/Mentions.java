package dev.hoopoe.agent;

import dev.hoopoe.agent.calls.TextCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages and files that a question names. They are read before the model is asked anything: a
 * person who names a source wants it read, and a small model spends its steps on finding that out.
 */
final class Mentions {
    /** Sources read ahead for one question; with more, the model chooses. */
    static final int MAX_MENTIONS = 2;

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]{0,2000}\"|“[^”]{0,2000}”");
    private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"'`)\\]]{1,2000}");
    // Scripts that put spaces between words: in the others a name would begin with the sentence.
    private static final String LETTER = "\\w\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}";
    private static final Pattern FILE =
            Pattern.compile(
                    "(?<![L/.@:-])(?:[L.-]{1,64}/){0,8}[L-][L.-]{0,64}\\.".replace("L", LETTER)
                            + "(?:txt|md|csv|tsv|json|xml|ya?ml|toml|ini|conf|cfg|log|html?|rst|properties)"
                            + "(?![%s/])".formatted(LETTER));

    private Mentions() {}

    /** The calls that read what the question names, in its order; empty if it names too much. */
    static List<TextCall> reads(String question, Set<String> tools) {
        String text = QUOTED.matcher(question).replaceAll(" ");
        List<TextCall> reads = new ArrayList<>();
        Set<String> urls = all(URL, text);
        if (tools.contains("web_fetch")) {
            urls.forEach(url -> reads.add(new TextCall("web_fetch", Map.of("url", trim(url)))));
        }
        if (tools.contains("file_read")) {
            Set<String> files = all(FILE, URL.matcher(text).replaceAll(" "));
            files.removeAll(Deliverables.in(question));
            files.forEach(file -> reads.add(new TextCall("file_read", Map.of("path", file))));
        }
        return reads.size() > MAX_MENTIONS ? List.of() : reads;
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    // A full stop or comma behind an address belongs to the sentence.
    private static String trim(String url) {
        return url.replaceAll("[.,;:!?]+$", "");
    }
}
