package dev.hoopoe.scraping.search;

import dev.hoopoe.scraping.sites.Asking;
import dev.hoopoe.tools.CollectionSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Chooses the engines for a query: the user's own, else those of sites that fit it. */
public final class Engines {
    private static final Pattern CODE =
            Pattern.compile(
                    ".*(?:\\b(?:error|exception|api|library|package|framework|compile|install|git|github|java|python"
                            + "|javascript|typescript|rust|golang|sql|linux|docker|npm|maven|regex|class|function|"
                            + "version|release|cli|sdk|llm|code)\\b|[a-z][A-Z]|\\w\\.\\w+\\(|::|_).*");
    private static final Pattern PAPER =
            Pattern.compile(
                    ".*\\b(?:paper|papers|study|studies|arxiv|doi|journal|survey|theorem|dataset|benchmark|et al)\\b.*");

    private final SearchSettings settings;
    private final Optional<CollectionSearch> collections;

    public Engines(SearchSettings settings, Optional<CollectionSearch> collections) {
        this.settings = settings;
        this.collections = collections;
    }

    /** The engines to ask, at least one. */
    public List<Engine> of(Query query) {
        List<Engine> engines = new ArrayList<>(settings.engines());
        collections.ifPresent(pages -> engines.add(kept(pages)));
        if (query.site().isPresent()) {
            String site = query.site().get();
            Optional<Engine> known = SiteEngines.of(site);
            known.ifPresent(engines::add);
            if (known.isEmpty() && settings.engines().isEmpty()) {
                engines.add(OpenSearch.of(site));
            }
        } else if (settings.engines().isEmpty()) {
            engines.addAll(keyless(query.words()));
        }
        return engines;
    }

    private static List<Engine> keyless(String words) {
        List<Engine> engines = new ArrayList<>();
        engines.add(SiteEngines.wikipedia("en.wikipedia.org"));
        engines.add(SiteEngines.hackerNews());
        if (CODE.matcher(words).matches()
                || CODE.matcher(words.toLowerCase(Locale.ROOT)).matches()) {
            engines.add(SiteEngines.stackExchange("stackoverflow"));
            engines.add(SiteEngines.github());
        }
        if (PAPER.matcher(words.toLowerCase(Locale.ROOT)).matches()) {
            engines.add(SiteEngines.arxiv());
            engines.add(SiteEngines.crossref());
        }
        return engines;
    }

    private static Engine kept(CollectionSearch pages) {
        return new Engine("collections", true, (query, asking) -> search(pages, query, asking));
    }

    private static List<Hit> search(CollectionSearch pages, Query query, Asking asking) {
        return pages.search(query.words(), query.limit(), asking.call()).stream()
                .map(p -> new Hit(p.title(), p.url(), p.fetched().toString(), p.passage()))
                .toList();
    }
}
