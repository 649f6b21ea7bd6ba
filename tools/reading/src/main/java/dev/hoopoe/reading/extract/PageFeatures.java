package dev.hoopoe.reading.extract;

import java.util.List;
import java.util.Locale;

/** What the whole page looks like; the same for each of its blocks. */
final class PageFeatures {
    private static final List<String> TYPES =
            List.of(
                    "Article\"",
                    "NewsArticle",
                    "BlogPosting",
                    "Product\"",
                    "Offer\"",
                    "ItemList",
                    "CollectionPage",
                    "DiscussionForumPosting",
                    "QAPage",
                    "FAQPage",
                    "Recipe",
                    "BreadcrumbList",
                    "Organization\"",
                    "LocalBusiness",
                    "WebSite",
                    "Person\"",
                    "Review\"",
                    "VideoObject",
                    "TechArticle",
                    "Service\"",
                    "SoftwareApplication",
                    "Event\"",
                    "HowTo");
    private static final List<String> GENERATORS =
            List.of(
                    "wordpress",
                    "shopify",
                    "discourse",
                    "drupal",
                    "wix",
                    "squarespace",
                    "hugo",
                    "mediawiki",
                    "docusaurus",
                    "sphinx",
                    "mkdocs",
                    "woocommerce",
                    "webflow",
                    "joomla",
                    "xenforo",
                    "next");
    private static final List<String> PATHS =
            List.of(
                    "/blog",
                    "/product",
                    "/collection",
                    "/categor",
                    "/forum",
                    "/thread",
                    "/topic",
                    "/question",
                    "/doc",
                    "/news",
                    "/article",
                    "/service",
                    "/shop",
                    "/guide",
                    "/tag",
                    "/c/",
                    "/p/",
                    "/wiki",
                    "/best");
    private final float[] values;
    private final List<String> names;

    PageFeatures(PageBlocks page) {
        Row row = new Row();
        size(page, row);
        landmarks(page, row);
        declared(page.notes, row);
        address(page.notes, row);
        values = row.copy();
        names = row.names();
    }

    void write(Row row) {
        for (int i = 0; i < values.length; i++) {
            row.add(names.get(i), values[i]);
        }
    }

    private static void size(PageBlocks page, Row row) {
        int n = page.size();
        row.add("page words", page.words());
        row.add("page blocks", n);
        row.add("page links", page.linkDensity(0, n));
        row.add("page words per block", (double) page.words() / Math.max(1, n));
        row.add("page common", (double) page.commonWords(0, n) / Math.max(1, page.words()));
        row.add("page headings", page.headings(0, n));
        row.add("page sentences", page.sentenceEnds(0, n));
        row.add("long text share", longShare(page));
        row.add("page money", page.blocks.stream().filter(b -> b.stats().money > 0).count());
        row.add("h1s", page.blocks.stream().filter(b -> b.heading() == 1).count());
    }

    private static double longShare(PageBlocks page) {
        int words =
                page.blocks.stream()
                        .filter(b -> b.words() >= 25 && b.stats().linkDensity() < 0.3)
                        .mapToInt(Block::words)
                        .sum();
        return (double) words / Math.max(1, page.words());
    }

    private static void landmarks(PageBlocks page, Row row) {
        PageNotes notes = page.notes;
        row.add("articles", notes.articles);
        row.add("times", notes.times);
        row.add("forms", notes.forms);
        row.add("inputs", notes.inputs);
        row.add("page scripts", notes.scripts);
        row.add("page images", notes.images);
        row.add("in articles", share(page, Kinds.ARTICLE));
        row.add("in main", share(page, Kinds.MAIN));
        row.add("in tables", share(page, Kinds.bit("td")));
        row.add("in items", share(page, Kinds.bit("li")));
        row.add("in comments", cueShare(page, "comment"));
        row.add("in replies", cueShare(page, "forum"));
        row.add("in products", cueShare(page, "product"));
        row.add("in cards", cueShare(page, "card"));
    }

    private static double share(PageBlocks page, long kind) {
        int words =
                page.blocks.stream()
                        .filter(b -> (b.region().kinds & kind) != 0)
                        .mapToInt(Block::words)
                        .sum();
        return (double) words / Math.max(1, page.words());
    }

    private static double cueShare(PageBlocks page, String cue) {
        long bit = Cues.bit(cue);
        int words =
                page.blocks.stream()
                        .filter(b -> (b.region().chainCues & bit) != 0)
                        .mapToInt(Block::words)
                        .sum();
        return (double) words / Math.max(1, page.words());
    }

    private static void declared(PageNotes notes, Row row) {
        String og = notes.meta("og:type").toLowerCase(Locale.ROOT);
        row.add(
                "og type",
                og.startsWith("article")
                        ? 3
                        : og.contains("product")
                                ? 2
                                : og.equals("website") ? 1 : og.isEmpty() ? 0 : 4);
        row.add("published", !notes.meta("article:published_time").isEmpty());
        for (String type : TYPES) {
            row.add("is " + type, notes.linkedData.stream().anyMatch(json -> json.contains(type)));
        }
        String generator = notes.meta("generator").toLowerCase(Locale.ROOT);
        int code = -1;
        for (int i = 0; i < GENERATORS.size(); i++) {
            code = generator.contains(GENERATORS.get(i)) ? i : code;
        }
        row.add("generator", code);
    }

    private static void address(PageNotes notes, Row row) {
        String url = notes.canonical.isEmpty() ? notes.meta("og:url") : notes.canonical;
        String path = url.replaceFirst("^https?://[^/]*", "").toLowerCase(Locale.ROOT);
        row.add("path depth", path.chars().filter(c -> c == '/').count());
        row.add("path length", path.length());
        row.add("path dashes", path.chars().filter(c -> c == '-').count());
        row.add("path digits", path.chars().filter(Character::isDigit).count());
        for (String part : PATHS) {
            row.add("path " + part, path.contains(part));
        }
    }
}
