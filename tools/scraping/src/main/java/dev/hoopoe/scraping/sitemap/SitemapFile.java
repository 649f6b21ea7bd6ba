package dev.hoopoe.scraping.sitemap;

import crawlercommons.sitemaps.AbstractSiteMap;
import crawlercommons.sitemaps.AbstractSiteMap.SitemapType;
import crawlercommons.sitemaps.SiteMap;
import crawlercommons.sitemaps.SiteMapIndex;
import crawlercommons.sitemaps.SiteMapParser;
import crawlercommons.sitemaps.SiteMapURL;
import crawlercommons.sitemaps.UnknownFormatException;
import crawlercommons.sitemaps.extension.Extension;
import crawlercommons.sitemaps.extension.ExtensionMetadata;
import crawlercommons.sitemaps.extension.LinkAttributes;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.ToolException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One sitemap, index, text list, RSS or Atom feed, as it came.
 *
 * @param pages those on the wanted host, alternates in other languages included
 * @param indexed further sitemaps that it names
 * @param cut whether more stands in it than was read
 */
record SitemapFile(List<Listed> pages, List<String> indexed, boolean cut) {
    private static final SitemapFile NOTHING = new SitemapFile(List.of(), List.of(), false);

    SitemapFile {
        pages = List.copyOf(pages);
        indexed = List.copyOf(indexed);
    }

    /**
     * Reads a file.
     *
     * @param host only whose pages count: a site may not list another's
     * @param room addresses that are read at most
     * @throws IOException if it is none of these formats
     */
    static SitemapFile parse(WebUrl file, byte[] bytes, String host, int room) throws IOException {
        Counting counting = new Counting(room);
        SiteMapParser parser = new SiteMapParser(false, true);
        parser.setStrictNamespace(false);
        // Without its extension the address of an image would count as that of a page.
        parser.enableExtensions();
        parser.setURLFilter(counting::keep);
        byte[] text = unzipped(bytes);
        try {
            AbstractSiteMap parsed = parser.parseSiteMap(text, file.uri().toURL());
            SitemapFile read = read(parsed, host, room);
            boolean more = counting.full() || text.length >= Sitemaps.MAX_BYTES;
            return new SitemapFile(read.pages, read.indexed, more);
        } catch (UnknownFormatException e) {
            throw new IOException("it is no sitemap", e);
        }
    }

    private static SitemapFile read(AbstractSiteMap parsed, String host, int room) {
        return switch (parsed) {
            case SiteMapIndex index ->
                    new SitemapFile(
                            List.of(),
                            index.getSitemaps().stream().map(s -> s.getUrl().toString()).toList(),
                            false);
            case SiteMap map -> new SitemapFile(pages(map, host, room), List.of(), false);
            default -> NOTHING;
        };
    }

    private static List<Listed> pages(SiteMap map, String host, int room) {
        boolean feed = map.getType() == SitemapType.RSS || map.getType() == SitemapType.ATOM;
        List<Listed> pages = new ArrayList<>();
        for (SiteMapURL listed : map.getSiteMapUrls()) {
            Optional<Instant> when =
                    Optional.ofNullable(listed.getLastModified()).map(Date::toInstant);
            add(pages, listed.getUrl().toString(), host, when, feed);
            for (String alternate : alternates(listed)) {
                if (pages.size() < room) {
                    add(pages, alternate, host, when, feed);
                }
            }
        }
        return pages;
    }

    private static void add(
            List<Listed> pages, String url, String host, Optional<Instant> when, boolean feed) {
        try {
            WebUrl page = WebUrl.parse(url);
            if (page.host().equals(host)) {
                WebUrl bare = new WebUrl(page.uri(), "");
                pages.add(new Listed(bare, when, feed));
            }
        } catch (ToolException e) {
            // An address that we would not fetch is no page; the others still are.
            System.getLogger(SitemapFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "Left out of a sitemap", e);
        }
    }

    private static List<String> alternates(SiteMapURL listed) {
        ExtensionMetadata[] links = listed.getAttributesForExtension(Extension.LINKS);
        List<String> found = new ArrayList<>();
        for (ExtensionMetadata link : links == null ? new ExtensionMetadata[0] : links) {
            if (link instanceof LinkAttributes alternate && alternate.getHref() != null) {
                found.add(alternate.getHref().toString());
            }
        }
        return found;
    }

    /** Files named .gz come as they are; a bomb stops at the limit. */
    private static byte[] unzipped(byte[] bytes) throws IOException {
        boolean gzip = bytes.length > 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
        if (!gzip) {
            return bytes;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(Sitemaps.MAX_BYTES);
        } catch (EOFException | ZipException e) {
            throw new IOException("its compression is broken", e);
        }
    }

    /** Drops addresses beyond the room before they take memory. */
    private static final class Counting {
        private final int room;
        private int seen;

        Counting(int room) {
            this.room = room;
        }

        @org.jspecify.annotations.Nullable
        String keep(String url) {
            return ++seen > room ? null : url;
        }

        boolean full() {
            return seen > room;
        }
    }
}
