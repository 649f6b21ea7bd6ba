package dev.hoopoe.scraping.crawl;

import dev.hoopoe.reading.Link;
import dev.hoopoe.scraping.crawl.SiteMap.Place;
import dev.hoopoe.scraping.crawl.SiteMap.Source;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.robots.PoliteFetcher;
import dev.hoopoe.scraping.robots.SiteRules;
import dev.hoopoe.scraping.sitemap.Listed;
import dev.hoopoe.scraping.sitemap.Sitemaps;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists the addresses of a site without visiting them: its sitemaps, its feeds, the links of the
 * page given and, where there is no sitemap, of some pages more. Thread-safe.
 */
public final class Mapper {
    /** Pages looked at for links where a site has no sitemap. */
    public static final int MAX_LOOKED = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PoliteFetcher fetcher;
    private final Sitemaps sitemaps;
    private final Forms forms = new Forms();

    public Mapper(PoliteFetcher fetcher, Sitemaps sitemaps) {
        this.fetcher = fetcher;
        this.sitemaps = sitemaps;
    }

    /**
     * Lists addresses on the host and below the folder of the one given.
     *
     * @param match a glob leaves the others out, words order by relevance and leave out the rest
     * @throws ToolException if nothing was found because the page given cannot be had
     */
    public SiteMap map(WebUrl start, Match match, Call call) {
        return new Mapping(start, match, call).run();
    }

    private record Found(WebUrl url, Source source, String text) {}

    private final class Mapping {
        private final WebUrl start;
        private final Match match;
        private final Call call;
        private final Map<String, Found> found = new LinkedHashMap<>();
        private final Deque<WebUrl> toLook = new ArrayDeque<>();
        private final List<WebUrl> feeds = new ArrayList<>();
        private Scope scope;
        private boolean cut;

        Mapping(WebUrl start, Match match, Call call) {
            this.start = start;
            this.match = match;
            this.call = call;
            this.scope = Scope.around(start);
        }

        SiteMap run() {
            Optional<ToolException> failed = look(start);
            Sitemaps.Found listed = sitemaps.read(start, feeds, call);
            cut = listed.cut();
            for (Listed page : listed.pages()) {
                add(page.url(), page.feed() ? Source.FEED : Source.SITEMAP, "");
            }
            if (found.isEmpty() && failed.isPresent()) {
                throw failed.get();
            }
            if (listed.pages().isEmpty()) {
                lookFurther();
            }
            return result();
        }

        private void lookFurther() {
            for (int i = 1; i < MAX_LOOKED && !toLook.isEmpty(); i++) {
                WebUrl next = toLook.remove();
                call.progress(i, MAX_LOOKED, next.toString());
                look(next).ifPresent(e -> log(next, e));
            }
        }

        private Optional<ToolException> look(WebUrl url) {
            try {
                SiteRules rules = fetcher.rules(url, call);
                if (!rules.allows(url)) {
                    return Optional.of(rules.refusal(url));
                }
                Fetched answer = fetcher.get(url, Visits.PAGE, PATIENCE, call);
                if (!answer.ok()) {
                    return Optional.of(
                            new ToolException(
                                    url + " answered with status " + answer.status() + ".",
                                    "Check the address."));
                }
                if (url.equals(start)) {
                    scope = Scope.around(answer.url());
                }
                Visit.of(answer, rules).ifPresent(page -> take(answer.url(), page));
                return Optional.empty();
            } catch (ToolException e) {
                return Optional.of(e);
            }
        }

        private void take(WebUrl page, Visit visit) {
            add(page, Source.LINK, visit.title());
            visit.feeds().forEach(feed -> forms.of(page, feed).ifPresent(feeds::add));
            for (Link link : visit.links()) {
                forms.of(page, link.url())
                        .ifPresent(to -> {
                            if (add(to, Source.LINK, link.text())) {
                                toLook.add(to);
                            }
                        });
            }
        }

        private boolean add(WebUrl url, Source source, String text) {
            Optional<WebUrl> form = forms.of(url).filter(scope::includes);
            if (form.isEmpty()) {
                return false;
            }
            String key = form.get().uri().toString();
            Found known = found.get(key);
            boolean better = known == null || known.source.compareTo(source) > 0;
            if (better) {
                String said = known == null ? text : known.text;
                found.put(key, new Found(form.get(), source, said));
            }
            return known == null;
        }

        private SiteMap result() {
            String origin = start.origin();
            List<Place> pages = new ArrayList<>();
            int forbidden = 0;
            for (Found one : wanted()) {
                boolean allowed = allowed(one.url);
                forbidden += allowed ? 0 : 1;
                pages.add(new Place(path(one.url, origin), one.source, allowed));
            }
            if (!(match instanceof Match.Words)) {
                pages.sort(Comparator.comparing(Place::path));
            }
            return new SiteMap(origin, pages, forbidden, cut);
        }

        private List<Found> wanted() {
            List<Found> fitting =
                    found.values().stream().filter(one -> match.admits(one.url)).toList();
            Relevance relevance = new Relevance(match);
            if (!relevance.asked()) {
                return fitting;
            }
            Map<Found, Float> scores = new LinkedHashMap<>();
            fitting.forEach(one -> scores.put(one, relevance.link(one.text, one.url, 0)));
            return fitting.stream()
                    .filter(one -> scores.getOrDefault(one, 0f) > 0)
                    .sorted(Comparator.comparingDouble(one -> -scores.getOrDefault(one, 0f)))
                    .toList();
        }

        private boolean allowed(WebUrl url) {
            try {
                return fetcher.rules(url, call).allows(url);
            } catch (ToolException e) {
                log(url, e);
                return false;
            }
        }

        private static String path(WebUrl url, String origin) {
            String text = url.uri().toString();
            return text.startsWith(origin + "/") ? text.substring(origin.length()) : text;
        }

        private static void log(WebUrl url, ToolException why) {
            System.getLogger(Mapper.class.getName())
                    .log(System.Logger.Level.DEBUG, "Left out of the map: " + url, why);
        }
    }
}
