package dev.hoopoe.scraping.sitemap;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.fetch.Fetched;
import dev.hoopoe.scraping.fetch.Limits;
import dev.hoopoe.scraping.robots.PoliteFetcher;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a site's sitemaps (sitemaps.org 0.9: index, gzip, text, news, images, video, hreflang) and
 * feeds. The sitemaps are those of robots.txt, or else {@code /sitemap.xml}. Thread-safe.
 */
public final class Sitemaps {
    /** Files read for one site. */
    public static final int MAX_FILES = 50;

    /** How deep indexes may lie in indexes; the protocol allows none. */
    public static final int MAX_DEPTH = 3;

    /** Addresses kept of one site: as many as the protocol allows one file. */
    public static final int MAX_URLS = 50_000;

    /** Bytes of one file, unpacked; the protocol allows 50 MB, which our heap does not. */
    public static final int MAX_BYTES = 16 << 20;

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(30), MAX_BYTES, 5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PoliteFetcher fetcher;

    public Sitemaps(PoliteFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /**
     * What was found.
     *
     * @param pages each address once, in the order of the files
     * @param files read with success
     * @param cut whether a limit left something out
     */
    public record Found(List<Listed> pages, int files, boolean cut) {
        public Found {
            pages = List.copyOf(pages);
        }
    }

    /**
     * Reads the sitemaps of an address's site and the feeds given; what fails is left out.
     *
     * @param feeds further files, such as the feeds that a page names
     */
    public Found read(WebUrl site, Collection<WebUrl> feeds, Call call) {
        Reading reading = new Reading(site, call);
        List<String> named = fetcher.rules(site, call).sitemaps();
        List<String> start = named.isEmpty() ? List.of(site.origin() + "/sitemap.xml") : named;
        start.forEach(file -> reading.add(file, 0));
        feeds.forEach(file -> reading.add(file.toString(), MAX_DEPTH));
        return reading.run();
    }

    private record Step(WebUrl file, int depth) {}

    private final class Reading {
        private final WebUrl site;
        private final Call call;
        private final Deque<Step> open = new ArrayDeque<>();
        private final Set<String> seen = new HashSet<>();
        private final Map<String, Listed> pages = new LinkedHashMap<>();
        private int files;
        private boolean cut;

        Reading(WebUrl site, Call call) {
            this.site = site;
            this.call = call;
        }

        /** A sitemap may lie on another host where robots.txt names it; its pages may not. */
        void add(String address, int depth) {
            try {
                WebUrl file = site.resolve(address);
                boolean more = depth <= MAX_DEPTH && seen.size() < MAX_FILES;
                cut |= !more;
                if (more && seen.add(file.toString())) {
                    open.add(new Step(file, depth));
                }
            } catch (ToolException e) {
                log(address, e);
            }
        }

        Found run() {
            while (!open.isEmpty() && pages.size() < MAX_URLS) {
                Step step = open.remove();
                call.progress(files, 0, "sitemap " + step.file);
                read(step);
            }
            cut |= !open.isEmpty();
            return new Found(List.copyOf(pages.values()), files, cut);
        }

        private void read(Step step) {
            try {
                Fetched answer = fetcher.get(step.file, LIMITS, PATIENCE, call);
                if (answer.ok()) {
                    take(step, answer);
                }
            } catch (ToolException | IOException e) {
                log(step.file.toString(), e);
            }
        }

        private void take(Step step, Fetched answer) throws IOException {
            int room = MAX_URLS - pages.size();
            SitemapFile file =
                    SitemapFile.parse(step.file, answer.body().bytes(), site.host(), room);
            files++;
            cut |= file.cut() || answer.body().cut();
            file.pages().forEach(page -> pages.putIfAbsent(page.url().toString(), page));
            file.indexed().forEach(url -> add(url, step.depth + 1));
        }

        private static void log(String file, Exception why) {
            System.getLogger(Sitemaps.class.getName())
                    .log(System.Logger.Level.DEBUG, "Left out the sitemap " + file, why);
        }
    }
}
