package dev.hoopoe.scraping;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.records.Records;
import dev.hoopoe.scraping.records.Rows;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Trait;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The tool that takes records out of pages, without a model. Thread-safe; closes nothing. */
public final class ExtractTools {
    /** Fields of one call. */
    static final int MAX_FIELDS = 20;

    /** Rows of one call. */
    static final int MAX_ROWS = 2_000;

    private final WebAccess web;

    /** Tools that go out through this access. */
    public ExtractTools(WebAccess web) {
        this.web = web;
    }

    record Extract(
            String url,
            @Doc("wanted, such as: name, price") Optional<String> fields,
            @Doc("one record, in words or CSS") Optional<String> each,
            @Or("100") int limit) {
        List<String> names() {
            return Arrays.stream(fields().orElse("").split("[,;\\n]", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
        }

        int rows() {
            return Math.clamp(limit(), 1, MAX_ROWS);
        }
    }

    @Tool(
            value = "Get a page's records as CSV: the named fields, or its tables.",
            traits = {Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE})
    Reply web_extract(Extract in, Call call) {
        List<String> names = in.names();
        if (names.size() > MAX_FIELDS) {
            throw new ToolException(
                    "%d fields are asked for, of at most %d.".formatted(names.size(), MAX_FIELDS),
                    "Ask for fewer.");
        }
        Loaded page = web.pages().load(WebUrl.parse(in.url()), false, call);
        if (!page.html()) {
            throw new ToolException(
                    page.url() + " is no HTML, and records are taken from HTML only.",
                    "Read it with web_fetch.");
        }
        Document html = Jsoup.parse(page.text(), page.url().toString());
        Reply reply = names.isEmpty() ? all(html, in.rows()) : found(html, names, in);
        return reply.fact("src", page.url())
                .fact("via", page.via())
                .source(new Source.Url(page.url().toString()));
    }

    private static Reply all(Document page, int limit) {
        List<Rows> tables = Records.all(page);
        if (tables.isEmpty()) {
            return Reply.of(
                    "(no table and no marked-up item; name the fields that you want, or use web_fetch)");
        }
        String text =
                tables.stream()
                        .map(t -> (tables.size() > 1 ? heading(t) : "") + t.limited(limit).csv())
                        .collect(Collectors.joining("\n\n"));
        int rows = tables.stream().mapToInt(t -> t.rows().size()).sum();
        int shown = tables.stream().mapToInt(t -> Math.min(limit, t.rows().size())).sum();
        return counted(Reply.of(text), shown, rows);
    }

    private static String heading(Rows table) {
        return table.name().isEmpty() ? "" : "# " + table.name() + "\n";
    }

    private static Reply found(Document page, List<String> names, Extract in) {
        Optional<Records.Found> found = Records.find(page, names, in.each().orElse("").strip());
        if (found.isEmpty()) {
            return Reply.of(
                    "(no records with these fields; try other words, each as CSS selector, or web_fetch)");
        }
        Rows rows = found.get().rows();
        Rows shown = rows.limited(in.rows());
        Reply reply =
                counted(Reply.of(shown.csv()), shown.rows().size(), rows.rows().size())
                        .fact("from", found.get().source());
        List<String> missing = found.get().missing();
        return missing.isEmpty() ? reply : reply.fact("not_found", String.join(",", missing));
    }

    private static Reply counted(Reply reply, int shown, int all) {
        return reply.fact("rows", shown == all ? all : shown + "/" + all);
    }
}
