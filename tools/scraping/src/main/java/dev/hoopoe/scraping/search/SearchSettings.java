package dev.hoopoe.scraping.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The search engines that the user has; none is needed.
 *
 * @param searxng the address of a SearXNG server
 * @param brave a key of the Brave Search API
 * @param tavily a key of Tavily
 * @param searchApi a key of SearchApi.io
 * @param google a key of Google's Custom Search API
 * @param googleEngine the {@code cx} of the Google engine; needed with the key
 */
public record SearchSettings(
        Optional<String> searxng,
        Optional<String> brave,
        Optional<String> tavily,
        Optional<String> searchApi,
        Optional<String> google,
        Optional<String> googleEngine) {
    /** No engine of the user's own. */
    public static final SearchSettings NONE =
            new SearchSettings(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    List<Engine> engines() {
        List<Engine> engines = new ArrayList<>();
        searxng.map(UserEngines::searxng).ifPresent(engines::add);
        brave.map(UserEngines::brave).ifPresent(engines::add);
        tavily.map(UserEngines::tavily).ifPresent(engines::add);
        searchApi.map(UserEngines::searchApi).ifPresent(engines::add);
        google.flatMap(key -> googleEngine.map(cx -> UserEngines.google(key, cx)))
                .ifPresent(engines::add);
        return engines;
    }

    /** Without the keys, which are secret. */
    @Override
    public String toString() {
        return "SearchSettings" + engines().stream().map(Engine::name).toList();
    }
}
