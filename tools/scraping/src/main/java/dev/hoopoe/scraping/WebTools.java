package dev.hoopoe.scraping;

import dev.hoopoe.reading.HtmlReader;
import dev.hoopoe.reading.Link;
import dev.hoopoe.reading.Page;
import dev.hoopoe.reading.PlainReader;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.sites.Reading;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.Trait;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tools that reach the web. Thread-safe; closing is up to whoever opened the access. */
public final class WebTools {
    private final WebAccess web;

    /** Tools that go out through this access. */
    public WebTools(WebAccess web) {
        this.web = web;
    }

    /** How a page is shown. */
    enum Format {
        /** The main content. */
        MARKDOWN,
        /** Everything, navigation included. */
        FULL,
        LINKS,
        HTML
    }

    record Fetch(
            String url,
            @Doc("question; keeps only passages on it") Optional<String> focus,
            @Or("markdown") Format format,
            @Doc("bypass the cache") @Or("false") boolean fresh,
            @Or("1500") int max_tokens) {}

    @Tool(
            value = "Get a web page as Markdown.",
            traits = {Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE})
    Reply web_fetch(Fetch in, Call call) {
        WebUrl url = WebUrl.parse(in.url());
        Optional<Reading> known =
                in.format() == Format.MARKDOWN
                        ? web.sites().read(url, in.fresh(), call)
                        : Optional.empty();
        if (known.isPresent()) {
            return reply(known.get(), focused(in, known.get().markdown()));
        }
        Loaded page = web.pages().load(url, in.fresh(), call);
        return reply(page, focused(in, text(page, in.format())));
    }

    /** A page as Markdown, by its site's interface where it has one. */
    static String markdown(WebAccess web, WebUrl url, Call call) {
        return web.sites()
                .read(url, false, call)
                .map(Reading::markdown)
                .orElseGet(() -> text(web.pages().load(url, false, call), Format.MARKDOWN));
    }

    private static String focused(Fetch in, String text) {
        return in.focus()
                .filter(question -> in.format() != Format.HTML)
                .map(question -> Focus.choose(text, question, in.max_tokens()))
                .orElse(text);
    }

    private Reply reply(Reading reading, String text) {
        return Reply.of(text)
                .source(new Source.Url(reading.url()))
                .fact("src", reading.url())
                .fact("fetched", minute(web.clock().instant()))
                .fact("via", reading.site());
    }

    private static String minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z");
    }

    private static Reply reply(Loaded page, String text) {
        Reply reply =
                Reply.of(noted(page, text.isBlank() ? "(the page holds no text)" : text))
                        .source(new Source.Url(page.url().toString()))
                        .fact("src", page.url())
                        .fact("fetched", minute(page.at()))
                        .fact("via", page.via());
        if (!page.hops().isEmpty()) {
            reply = reply.fact("redirected_from", page.hops().getFirst());
        }
        if (page.problem().isPresent()) {
            reply = reply.fact("problem", page.problem().get().kind());
        }
        String restrictions = page.signals().restrictions();
        return restrictions.isEmpty() ? reply : reply.fact("policy", restrictions);
    }

    private static String noted(Loaded page, String text) {
        String note =
                page.problem()
                        .map(problem -> problem.kind() + ": " + problem.evidence() + ". ")
                        .orElse("");
        String all = (note + page.note()).strip();
        return all.isEmpty() ? text : "[" + all + "]\n\n" + text;
    }

    private static String text(Loaded page, Format format) {
        String base = page.url().toString();
        if (!page.html() || format == Format.HTML) {
            return format == Format.HTML ? page.text() : PlainReader.read(page.text()).markdown();
        }
        return switch (format) {
            case MARKDOWN -> titled(HtmlReader.read(page.text(), base));
            case FULL -> titled(HtmlReader.readWhole(page.text(), base));
            case LINKS -> list(HtmlReader.read(page.text(), base).links());
            case HTML -> page.text();
        };
    }

    /** A page whose text does not begin with its own heading is shown with its title. */
    private static String titled(Page page) {
        boolean headed =
                page.title().isEmpty()
                        || page.markdown().lines().limit(4).anyMatch(line -> line.startsWith("# "));
        return headed ? page.markdown() : "# " + page.title() + "\n\n" + page.markdown();
    }

    private static String list(List<Link> links) {
        return links.stream()
                .map(link -> "- [" + link.text() + "](" + link.url() + ")")
                .collect(Collectors.joining("\n"));
    }
}
