package dev.hoopoe.scraping;

import dev.hoopoe.scraping.crawl.CrawlReport;
import dev.hoopoe.scraping.crawl.CrawlRequest;
import dev.hoopoe.scraping.crawl.Match;
import dev.hoopoe.scraping.crawl.SiteMap;
import dev.hoopoe.scraping.crawl.SiteMap.Source;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Jobs;
import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Trait;
import java.util.Locale;
import java.util.Optional;

/** The tools for whole sites: {@code web_map} and {@code web_crawl}. Thread-safe. */
public final class CrawlTools {
    /** Addresses that a call can ask for. */
    public static final int MAX_SHOWN = 5_000;

    private final Crawls crawls;
    private final Jobs jobs;
    private final CollectionSink.Opener collections;

    /**
     * Tools on these crawls.
     *
     * @param jobs where crawls run on
     * @param collections where their pages go
     */
    public CrawlTools(Crawls crawls, Jobs jobs, CollectionSink.Opener collections) {
        this.crawls = crawls;
        this.jobs = jobs;
        this.collections = collections;
    }

    record Map(
            String url,
            @Doc("words or glob like /blog/*") Optional<String> match,
            @Or("200") int limit) {}

    record Crawl(
            String url,
            @Doc("name; host if left out") Optional<String> collection,
            @Doc("words visited first, or glob") Optional<String> match,
            @Or("200") int max_pages,
            @Or("5") int depth) {}

    @Tool(
            value = "List a site's URLs by folder, from sitemaps, feeds and links.",
            traits = {Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE})
    Reply web_map(Map in, Call call) {
        Match match = Match.parse(in.match().orElse(""));
        SiteMap map = crawls.map(WebUrl.parse(in.url()), match, call);
        int limit = Math.max(1, Math.min(in.limit(), MAX_SHOWN));
        String none = "no address fits; leave match out, or map the site's front page";
        Reply reply =
                Reply.of(map.pages().isEmpty() ? none : map.text(limit))
                        .fact("urls", map.pages().size())
                        .fact("sitemap", map.count(Source.SITEMAP))
                        .fact("feed", map.count(Source.FEED))
                        .fact("link", map.count(Source.LINK))
                        .fact("robots_forbid", map.forbidden());
        return map.cut() ? reply.fact("cut", "yes") : reply;
    }

    @Tool(
            value = "Crawl a site as a job into a collection that doc_search can search.",
            effect = Effect.ADDS,
            traits = {Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE})
    Reply web_crawl(Crawl in) {
        WebUrl start = WebUrl.parse(in.url());
        Match match = Match.parse(in.match().orElse(""));
        CrawlRequest request = new CrawlRequest(start, match, in.max_pages(), in.depth());
        String name =
                in.collection()
                        .map(String::strip)
                        .filter(c -> !c.isEmpty())
                        .orElseGet(() -> host(start));
        CollectionSink collection = collections.open(name);
        try {
            return jobs.startReply(
                            "crawl " + start + " into " + name,
                            call -> crawl(request, collection, call))
                    .fact("collection", name);
        } catch (ToolException e) {
            collection.close();
            throw e;
        }
    }

    private Reply crawl(CrawlRequest request, CollectionSink collection, Call call) {
        try (collection) {
            CrawlReport report = crawls.crawl(request, collection, call);
            return Reply.of(report.text())
                    .fact("pages", report.pages())
                    .fact("collection", collection.name())
                    .fact("stop", report.stop().name().toLowerCase(Locale.ROOT));
        }
    }

    private static String host(WebUrl url) {
        return url.host().replaceAll("[^a-z0-9.-]", "_");
    }
}
