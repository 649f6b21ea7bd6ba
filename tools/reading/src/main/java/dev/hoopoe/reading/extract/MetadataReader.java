package dev.hoopoe.reading.extract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Puts together what a page's meta elements, JSON-LD and microdata say. One page. */
final class MetadataReader {
    private static final int MAX_AUTHOR_CHARS = 80;
    private static final int MAX_TITLE_CHARS = 500;
    private static final Pattern ISO_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final List<String> DATES = List.of("datePublished", "dateCreated", "uploadDate");

    /** Types that describe the site and not the page. */
    private static final List<String> ASIDE =
            List.of(
                    "WebSite",
                    "Organization",
                    "BreadcrumbList",
                    "ImageObject",
                    "Person",
                    "NewsMediaOrganization");

    private final PageNotes notes;
    private final List<Map<String, Object>> jsonLd;
    private final List<Map<String, Object>> microdata;

    private MetadataReader(PageBlocks page) {
        notes = page.notes;
        jsonLd = page.linkedData();
        microdata = Microdata.items(notes.items);
    }

    static Metadata read(PageBlocks page) {
        return new MetadataReader(page).metadata(page);
    }

    private Metadata metadata(PageBlocks page) {
        return new Metadata(
                notes.canonical.isEmpty() ? notes.meta("og:url") : notes.canonical,
                title(page),
                author(),
                date(),
                language(),
                site(),
                line(notes.meta("og:description", "description", "twitter:description")),
                notes.meta("og:image", "twitter:image"),
                type(),
                openGraph(),
                jsonLd,
                microdata);
    }

    private String title(PageBlocks page) {
        String declared = line(notes.meta("og:title", "twitter:title"));
        String written = line(notes.title);
        int heading = new TitleMatch(page).mainHeading();
        String shown = heading < 0 ? "" : line(page.get(heading).text());
        // "Headline | Site": the part that is also the page's heading is the title.
        if (!shown.isEmpty() && (written.startsWith(shown) || declared.startsWith(shown))) {
            return shown;
        }
        return first(declared, first(withoutSite(written), shown));
    }

    private String withoutSite(String title) {
        String site = site();
        for (String sign : List.of(" | ", " - ", " – ", " — ", " :: ")) {
            String tail = sign + site;
            if (!site.isEmpty() && title.endsWith(tail)) {
                return title.substring(0, title.length() - tail.length()).strip();
            }
        }
        return title;
    }

    private String author() {
        return Stream.concat(
                        Stream.of(
                                notes.meta(
                                        "author",
                                        "article:author",
                                        "byl",
                                        "dc.creator",
                                        "parsely-author",
                                        "sailthru.author")),
                        items().map(item -> LinkedData.text(item, "author").orElse("")))
                .map(MetadataReader::line)
                .map(name -> name.startsWith("By ") ? name.substring(3) : name)
                .filter(name ->
                        !name.isEmpty()
                                && name.length() <= MAX_AUTHOR_CHARS
                                && !name.contains("://"))
                .findFirst()
                .orElse("");
    }

    private String date() {
        String declared =
                notes.meta(
                        "article:published_time",
                        "og:article:published_time",
                        "date",
                        "datepublished",
                        "citation_publication_date",
                        "dc.date",
                        "dc.date.issued",
                        "parsely-pub-date",
                        "sailthru.date",
                        "publish-date",
                        "pubdate");
        return day(
                declared.isEmpty()
                        ? DATES.stream().flatMap(this::dated).findFirst().orElse("")
                        : declared);
    }

    private Stream<String> dated(String property) {
        return items().flatMap(item -> LinkedData.text(item, property).stream());
    }

    private static String day(String date) {
        Matcher iso = ISO_DAY.matcher(date);
        return iso.lookingAt() ? iso.group() : line(date);
    }

    private String language() {
        return first(
                        notes.language.strip(),
                        notes.meta("og:locale", "content-language", "language"))
                .replace('_', '-');
    }

    private String site() {
        return first(
                line(notes.meta("og:site_name", "application-name")),
                jsonLd.stream()
                        .filter(item -> LinkedData.is(item, "WebSite"))
                        .flatMap(item -> LinkedData.text(item, "name").stream())
                        .findFirst()
                        .orElse(""));
    }

    private String type() {
        return jsonLd.stream()
                .filter(item -> ASIDE.stream().noneMatch(aside -> LinkedData.is(item, aside)))
                .flatMap(item -> LinkedData.text(item, "@type").stream())
                .findFirst()
                .orElseGet(() -> notes.meta("og:type"));
    }

    private Map<String, String> openGraph() {
        Map<String, String> properties = new TreeMap<>();
        notes.meta.forEach((name, value) -> {
            if (name.startsWith("og:")
                    || name.startsWith("article:")
                    || name.startsWith("product:")) {
                properties.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        return properties;
    }

    private Stream<Map<String, Object>> items() {
        return Stream.concat(jsonLd.stream(), microdata.stream())
                .filter(item -> ASIDE.stream().noneMatch(aside -> LinkedData.is(item, aside)));
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private static String line(String text) {
        String line = text.strip().replaceAll("[\\s\u00a0]+", " ");
        return line.length() <= MAX_TITLE_CHARS ? line : line.substring(0, MAX_TITLE_CHARS);
    }
}
