package dev.hoopoe.reading;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * When a page was published and by whom, from what publishers write for machines: Open Graph's
 * {@code article:} properties, schema.org in JSON-LD or microdata, HTML's {@code <time>}.
 *
 * @param date as written, cut to the day where it is an ISO instant; or ""
 * @param author a name, or ""
 */
record Publication(String date, String author) {
    private static final int MAX_JSON_CHARS = 200_000;
    private static final int MAX_AUTHOR_CHARS = 80;
    private static final Pattern JSON_DATE =
            Pattern.compile("\"datePublished\"\\s*:\\s*\"([^\"]{4,40})\"");
    private static final Pattern JSON_AUTHOR =
            Pattern.compile(
                    "\"author\"\\s*:\\s*\\[?\\s*\\{[^{}]{0,400}\"name\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern ISO_DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    static Publication of(Document page) {
        List<String> json =
                page.select("script[type=application/ld+json]").stream()
                        .map(Element::data)
                        .filter(data -> data.length() <= MAX_JSON_CHARS)
                        .toList();
        return new Publication(day(date(page, json)), author(page, json));
    }

    /** The Markdown with a first line that says when and by whom, if it does not say so itself. */
    String prepend(String markdown) {
        boolean dated = !date.isEmpty() && !markdown.contains(date);
        boolean signed = !author.isEmpty() && !markdown.contains(author);
        if (!dated && !signed) {
            return markdown;
        }
        String when = dated ? "Published: " + date : "";
        String who = signed ? "By " + author : "";
        String both = dated && signed ? when + " · " + who : when + who;
        return (both + "\n\n" + markdown).strip();
    }

    private static String date(Document page, List<String> json) {
        return Stream.of(
                        content(page, "meta[property=article:published_time]"),
                        content(page, "meta[itemprop=datePublished], meta[name=date]"),
                        content(page, "meta[name=citation_publication_date]"),
                        first(json, JSON_DATE),
                        time(page, "time[itemprop=datePublished], time[pubdate]"),
                        onlyTime(page))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }

    private static String author(Document page, List<String> json) {
        return Stream.of(
                        content(page, "meta[name=author]"),
                        first(json, JSON_AUTHOR),
                        text(page, "[itemprop=author] [itemprop=name], [itemprop=author]"),
                        text(page, "[rel=author]"))
                .flatMap(Optional::stream)
                .filter(name -> name.length() <= MAX_AUTHOR_CHARS && !name.contains("://"))
                .findFirst()
                .orElse("");
    }

    private static Optional<String> content(Document page, String selector) {
        return Optional.ofNullable(page.selectFirst(selector))
                .map(meta -> HtmlReader.oneLine(meta.attr("content")))
                .filter(value -> !value.isEmpty());
    }

    private static Optional<String> text(Document page, String selector) {
        return Optional.ofNullable(page.selectFirst(selector))
                .map(element -> HtmlReader.oneLine(element.text()))
                .filter(value -> !value.isEmpty());
    }

    private static Optional<String> time(Document page, String selector) {
        return Optional.ofNullable(page.selectFirst(selector))
                .map(time -> time.attr("datetime").strip())
                .filter(value -> !value.isEmpty());
    }

    /** A page with several dates is a listing, or has comments: none of them is the page's own. */
    private static Optional<String> onlyTime(Document page) {
        List<String> times = page.select("time[datetime]").eachAttr("datetime");
        return times.stream().distinct().count() == 1
                ? time(page, "time[datetime]")
                : Optional.empty();
    }

    private static Optional<String> first(List<String> texts, Pattern pattern) {
        return texts.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1).strip())
                .findFirst();
    }

    private static String day(String date) {
        Matcher iso = ISO_DAY.matcher(date);
        return iso.lookingAt() ? iso.group() : date;
    }
}
