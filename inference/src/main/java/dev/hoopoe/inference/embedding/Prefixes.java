package dev.hoopoe.inference.embedding;

import java.util.List;
import java.util.Locale;

/**
 * What some models were trained to find before a text, so that a question lies near its answers.
 *
 * @param query before a text that searches
 * @param document before a text that is found
 */
public record Prefixes(String query, String document) {
    /** For models that treat all texts alike. */
    public static final Prefixes NONE = new Prefixes("", "");

    private static final String SEARCH =
            "Represent this sentence for searching relevant passages: ";

    private record Family(List<String> names, Prefixes prefixes) {}

    /** From the model cards; the first family with a matching name counts. */
    private static final List<Family> FAMILIES =
            List.of(
                    new Family(
                            List.of("nomic-embed"),
                            new Prefixes("search_query: ", "search_document: ")),
                    new Family(
                            List.of("multilingual-e5-large-instruct", "e5-mistral"),
                            new Prefixes(instruct("Query: "), "")),
                    new Family(
                            List.of("e5-small", "e5-base", "e5-large"),
                            new Prefixes("query: ", "passage: ")),
                    new Family(List.of("bge-m3"), NONE),
                    new Family(
                            List.of("bge-", "mxbai-embed", "arctic-embed"),
                            new Prefixes(SEARCH, "")),
                    new Family(List.of("qwen3-embedding"), new Prefixes(instruct("Query:"), "")),
                    new Family(
                            List.of("embeddinggemma", "embedding-gemma"),
                            new Prefixes("task: search result | query: ", "title: none | text: ")));

    private static String instruct(String query) {
        return "Instruct: Given a web search query, retrieve relevant passages that answer the"
                + " query\n"
                + query;
    }

    /**
     * Those of a model's family, or {@link #NONE}.
     *
     * @param name as the model file, or the file itself, is called; spaces, underscores and hyphens
     *     are alike
     */
    public static Prefixes of(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[ _]", "-");
        return FAMILIES.stream()
                .filter(family -> family.names().stream().anyMatch(plain::contains))
                .map(Family::prefixes)
                .findFirst()
                .orElse(NONE);
    }
}
