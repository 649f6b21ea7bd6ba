package dev.hoopoe.cli;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.search.SearchSettings;
import dev.hoopoe.tools.Nearest;
import dev.hoopoe.tools.ToolException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the table {@code [search]}: the search engines that the user has, with their keys. */
final class SearchTable {
    private static final List<String> KEYS =
            List.of("searxng", "brave", "tavily", "searchapi", "google");

    private final Path file;
    private final SiteSettings variables;

    SearchTable(Path file, Map<String, String> environment) {
        this.file = file;
        this.variables = new SiteSettings(file, environment);
    }

    SearchSettings read(Map<?, ?> table) {
        requireKnown("search", table, KEYS);
        Map<?, ?> google = google(table);
        return new SearchSettings(
                text("search.searxng", table.get("searxng")).map(this::address),
                text("search.brave", table.get("brave")),
                text("search.tavily", table.get("tavily")),
                text("search.searchapi", table.get("searchapi")),
                text("search.google.key", google.get("key")),
                text("search.google.cx", google.get("cx")));
    }

    private Map<?, ?> google(Map<?, ?> table) {
        Object given = table.get("google");
        if (given == null) {
            return Map.of();
        }
        if (given instanceof Map<?, ?> google
                && google.containsKey("key")
                && google.containsKey("cx")) {
            requireKnown("search.google", google, List.of("key", "cx"));
            return google;
        }
        throw wrong(
                "search.google",
                "is no table with key and cx. Write google = { key = \"$GOOGLE_KEY\", cx = \"…\" }");
    }

    private void requireKnown(String place, Map<?, ?> table, List<String> keys) {
        for (Object key : table.keySet()) {
            String name = String.valueOf(key);
            if (!keys.contains(name)) {
                throw wrong(
                        place,
                        "has no setting %s.%s Settings: %s"
                                .formatted(
                                        name, Nearest.hint(name, keys), String.join(", ", keys)));
            }
        }
    }

    private Optional<String> text(String place, @org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case String text when !text.isBlank() ->
                    Optional.of(variables.filled(place, text.strip()));
            default -> throw wrong(place, "is no text. Write it in quotation marks");
        };
    }

    private String address(String text) {
        try {
            return WebUrl.parse(text).toString();
        } catch (ToolException e) {
            throw wrong(
                    "search.searxng", "is no address. Write searxng = \"http://127.0.0.1:8888\"");
        }
    }

    private UsageException wrong(String place, String what) {
        return new UsageException("%s: %s %s.".formatted(file, place, what));
    }
}
