package dev.hoopoe.scraping;

import dev.hoopoe.scraping.crawl.CrawlReport;
import dev.hoopoe.scraping.crawl.CrawlRequest;
import dev.hoopoe.scraping.crawl.Crawler;
import dev.hoopoe.scraping.crawl.DiskFrontier;
import dev.hoopoe.scraping.crawl.Frontier;
import dev.hoopoe.scraping.crawl.Mapper;
import dev.hoopoe.scraping.crawl.Match;
import dev.hoopoe.scraping.crawl.SiteMap;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.sitemap.Sitemaps;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Crawls and maps sites. A crawl is known by its start and its collection; asked for again, it goes
 * on. Thread-safe; it uses an access that somebody else closes.
 */
public final class Crawls {
    private final Path folder;
    private final Crawler crawler;
    private final Mapper mapper;

    /**
     * Crawls through this access.
     *
     * @param folder where the lists of addresses are kept, made on need
     */
    public Crawls(WebAccess web, Path folder) {
        Sitemaps sitemaps = new Sitemaps(web.polite());
        this.folder = folder;
        this.crawler = new Crawler(web.polite(), sitemaps, web.clock());
        this.mapper = new Mapper(web.polite(), sitemaps);
    }

    /**
     * Crawls into a collection, until enough pages are there or the call is cancelled; does not
     * close the collection.
     *
     * @throws ToolException if the start cannot be had, or this crawl runs already
     */
    public CrawlReport crawl(CrawlRequest request, CollectionSink collection, Call call) {
        Path log = folder.resolve(collection.name()).resolve(name(request.start()) + ".log");
        try (Frontier frontier = DiskFrontier.open(log)) {
            return crawler.run(request, frontier, collection, call);
        } catch (IOException e) {
            throw new ToolException(
                    "The crawl's list of addresses cannot be opened: " + e.getMessage() + ".",
                    "Make room or mend the rights of the data folder, and try again.",
                    e);
        }
    }

    /** Lists a site's addresses. */
    public SiteMap map(WebUrl start, Match match, Call call) {
        return mapper.map(start, match, call);
    }

    private static String name(WebUrl start) {
        CRC32C crc = new CRC32C();
        crc.update(start.uri().toString().getBytes(StandardCharsets.US_ASCII));
        return start.host().replaceAll("[^a-z0-9.-]", "_") + "-" + Long.toHexString(crc.getValue());
    }
}
