package dev.hoopoe.scraping.sites;

import dev.hoopoe.reading.json.JsonTree;
import dev.hoopoe.scraping.egress.WebUrl;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Articles of Wikipedia and its sister projects in every language, by MediaWiki's action API
 * ({@code action=parse}). Links inside the wiki are written as plain text.
 */
final class MediaWiki implements Site {
    private static final Set<String> PROJECTS =
            Set.of(
                    "wikipedia.org",
                    "wiktionary.org",
                    "wikivoyage.org",
                    "wikibooks.org",
                    "wikiquote.org",
                    "wikisource.org",
                    "wikinews.org",
                    "wikiversity.org",
                    "mediawiki.org");
    private static final Pattern NOT_CONTENT =
            Pattern.compile("(?i)(?:Special|Spezial|Spécial):.*");
    private static final String CLUTTER =
            ".mw-editsection, .navbox, .noprint, .metadata, .mw-empty-elt, .ambox, .sistersitebox,"
                    + " .portalbox, .toc, style, sup.reference, .mw-references-wrap, ol.references,"
                    + " .mw-cite-backlink, .shortdescription, .hatnote, .vertical-navbox, .sidebar";

    @Override
    public String name() {
        return "wikipedia";
    }

    @Override
    public boolean knows(WebUrl url) {
        Place place = Place.of(url);
        return PROJECTS.stream().anyMatch(place::below)
                && place.at(0).equals("wiki")
                && place.depth() > 1
                && place.query().isEmpty()
                && !NOT_CONTENT.matcher(place.from(1)).matches();
    }

    @Override
    public Optional<Reading> read(WebUrl url, Asking asking) {
        String origin = "https://" + desktop(url.host());
        String title = Place.decoded(Place.of(url).from(1).replace("+", "%2B"));
        JsonTree page =
                asking.json(
                                origin
                                        + "/w/api.php?action=parse&format=json&formatversion=2"
                                        + "&redirects=1&prop=text%7Crevid&disableeditsection=1"
                                        + "&disabletoc=1&page="
                                        + Asking.encoded(title))
                        .at("parse");
        String html = page.text("text");
        if (html.isEmpty()) {
            return Optional.empty();
        }
        String name = page.text("title");
        String address =
                origin + "/wiki/" + Asking.encoded(name.replace(' ', '_')).replace("%2F", "/");
        String markdown =
                new Sheet(name)
                        .fact("revision", page.text("revid"))
                        .text(Sheet.html(article(html), origin + "/wiki/"))
                        .markdown();
        return Optional.of(new Reading(project(url.host()), address, markdown));
    }

    /** The host for small screens serves the same wiki. */
    private static String desktop(String host) {
        return host.replace(".m.", ".").replaceFirst("^m\\.", "www.");
    }

    private static String project(String host) {
        String[] names = host.split("\\.", -1);
        return names.length < 2 ? host : names[names.length - 2];
    }

    private static String article(String html) {
        Document page = Jsoup.parseBodyFragment(html);
        page.select(CLUTTER).remove();
        page.select("a[href^=/wiki/], a[href^=./], a[href^=/w/], a[href^=#]").unwrap();
        page.select("img").remove();
        return page.body().html();
    }
}
