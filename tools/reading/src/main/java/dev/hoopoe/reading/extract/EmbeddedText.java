package dev.hoopoe.reading.extract;

import dev.hoopoe.reading.json.JsonTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;

/**
 * The text of pages whose scripts write it: from JSON-LD, else from the state that frameworks embed
 * ({@code __NEXT_DATA__} and the like), where it is told from settings by its length and its
 * sentences.
 */
final class EmbeddedText {
    /** Main content shorter than this may be missing. */
    static final int LITTLE_WORDS = 60;

    static final int MAX_CHARS = 500_000;
    private static final int SENTENCE_WORDS = 8;
    private static final List<String> PROPERTIES =
            List.of("name", "headline", "description", "articleBody", "text", "reviewBody");
    private final Set<String> lines = new LinkedHashSet<>();
    private int words;
    private int chars;

    private EmbeddedText() {}

    /** The lines that the page shows, or what it embeds if that is more. */
    static String of(PageBlocks page, List<String> shown) {
        EmbeddedText declared = new EmbeddedText();
        page.linkedData().forEach(declared::item);
        if (declared.words < LITTLE_WORDS) {
            for (String script : page.notes.state) {
                JsonTree.ofScript(script).map(JsonTree::plain).ifPresent(declared::state);
            }
        }
        int own = shown.stream().mapToInt(line -> new WordHashes(line).count).sum();
        if (declared.words <= Math.max(own, SENTENCE_WORDS)) {
            return String.join("\n", shown);
        }
        Set<String> all = new LinkedHashSet<>(own * 4 < declared.words ? List.of() : shown);
        all.addAll(declared.lines);
        return String.join("\n", all);
    }

    private void item(Map<String, Object> item) {
        if (LinkedData.is(item, "WebSite")
                || LinkedData.is(item, "Organization")
                || LinkedData.is(item, "BreadcrumbList")) {
            return;
        }
        for (String property : PROPERTIES) {
            if (item.get(property) instanceof String text) {
                add(text);
            }
        }
    }

    private void state(Object root) {
        List<Object> stack = new ArrayList<>(List.of(root));
        while (!stack.isEmpty() && chars < MAX_CHARS) {
            switch (stack.removeLast()) {
                case Map<?, ?> map -> stack.addAll(map.values().stream().toList().reversed());
                case Collection<?> list -> stack.addAll(List.<Object>copyOf(list).reversed());
                case String text when sentence(text) -> add(text);
                default -> {
                    // Numbers, switches and short texts are settings.
                }
            }
        }
    }

    private static boolean sentence(String text) {
        return text.length() > 40
                && text.indexOf(' ') > 0
                && !text.startsWith("{")
                && !text.contains("://")
                && new WordHashes(text).count >= SENTENCE_WORDS;
    }

    private void add(String text) {
        String plain =
                text.indexOf('<') < 0 && text.indexOf('&') < 0 ? text : Jsoup.parse(text).text();
        String line = plain.strip();
        if (!line.isEmpty() && chars < MAX_CHARS && lines.add(line)) {
            words += new WordHashes(line).count;
            chars += line.length();
        }
    }
}
