package dev.hoopoe.scraping;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.search.Answers;
import dev.hoopoe.scraping.search.Engines;
import dev.hoopoe.scraping.search.Hit;
import dev.hoopoe.scraping.search.Query;
import dev.hoopoe.scraping.search.SearchSettings;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.CollectionSearch;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.tools.Trait;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tool that searches the web with what the user has. Thread-safe; closes nothing. */
public final class SearchTools {
    /** Results of one call. */
    static final int MAX_RESULTS = 50;

    /** Pages that one call reads. */
    static final int MAX_READ = 3;

    /** What is shown of each page that is read. */
    static final int READ_TOKENS = 400;

    private static final int MAX_QUERY = 400;
    private static final Pattern AGE =
            Pattern.compile("(\\d{1,4})\\s*([dwmy])(?:ays?|eeks?|onths?|ears?)?");

    private final WebAccess web;
    private final Engines engines;

    /**
     * Tools that go out through this access.
     *
     * @param collections pages kept earlier, if there are any
     */
    public SearchTools(
            WebAccess web, SearchSettings settings, Optional<CollectionSearch> collections) {
        this.web = web;
        this.engines = new Engines(settings, collections);
    }

    record Search(
            String query,
            Optional<String> site,
            @Doc("date, or 7d") Optional<String> since,
            @Or("8") int limit,
            @Doc("pages to read, 0-3") @Or("0") int read) {}

    @Tool(
            value = "Search the web.",
            traits = {Trait.READS_UNTRUSTED, Trait.SENDS_OUTSIDE})
    Reply web_search(Search in, Call call) {
        Query query = query(in);
        List<Answers> answers = Answers.of(engines.of(query), query, web.asking(false, call));
        if (answers.stream().noneMatch(answer -> answer.failure().isEmpty())) {
            throw nobody(answers);
        }
        List<Hit> hits = Ranking.of(answers, query.words()).stream().limit(query.limit()).toList();
        Reply reply = Reply.of(hits.isEmpty() ? nothing() : list(hits) + read(hits, in, call));
        for (Hit hit : hits) {
            reply = reply.source(new Source.Url(hit.url()));
        }
        reply = reply.fact("engines", named(answers));
        String failed = failed(answers);
        return failed.isEmpty() ? reply : reply.fact("failed", failed);
    }

    private Query query(Search in) {
        String words = in.query().strip();
        if (words.isEmpty() || words.length() > MAX_QUERY) {
            throw new ToolException(
                    "The query has %d characters, of 1 to %d.".formatted(words.length(), MAX_QUERY),
                    "Send the words that you would type.");
        }
        return new Query(
                words,
                in.site().map(site -> WebUrl.parse(site).host()),
                in.since().map(this::day),
                Math.clamp(in.limit(), 1, MAX_RESULTS));
    }

    private LocalDate day(String since) {
        String text = since.strip().toLowerCase(Locale.ROOT);
        Matcher age = AGE.matcher(text);
        try {
            if (age.matches()) {
                int number = Integer.parseInt(age.group(1));
                LocalDate today = LocalDate.ofInstant(web.clock().instant(), ZoneOffset.UTC);
                return today.minus(
                        switch (age.group(2)) {
                            case "d" -> Period.ofDays(number);
                            case "w" -> Period.ofWeeks(number);
                            case "m" -> Period.ofMonths(number);
                            default -> Period.ofYears(number);
                        });
            }
            return LocalDate.parse(
                    switch (text.length()) {
                        case 4 -> text + "-01-01";
                        case 7 -> text + "-01";
                        default -> text;
                    });
        } catch (DateTimeException e) {
            throw new ToolException(
                    "since is \"%s\", which is no date.".formatted(since),
                    "Send a day such as 2026-01-31, or an age such as 7d, 2w, 3m, 1y.");
        }
    }

    private static ToolException nobody(List<Answers> answers) {
        String why =
                answers.stream()
                        .map(answer -> answer.engine() + ": " + answer.failure())
                        .collect(Collectors.joining(" "));
        return new ToolException(
                "No search engine answered. " + why,
                "Try later or name a site; the user can set searxng, brave, tavily, searchapi or google under [search] in config.toml.");
    }

    private static String nothing() {
        return "(nothing found; try fewer or other words, or a site)";
    }

    private static String list(List<Hit> hits) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < hits.size(); i++) {
            Hit hit = hits.get(i);
            out.append(i == 0 ? "" : "\n").append(i + 1).append(". ").append(hit.title());
            out.append(", ").append(hit.url());
            out.append(hit.date().isEmpty() ? "" : ", " + hit.date());
            out.append(hit.snippet().isEmpty() ? "" : ": " + hit.snippet());
        }
        return out.toString();
    }

    /** The passages of the best pages that answer the query; a page that fails is left out. */
    private String read(List<Hit> hits, Search in, Call call) {
        StringBuilder out = new StringBuilder();
        for (Hit hit : hits.subList(0, Math.min(Math.clamp(in.read(), 0, MAX_READ), hits.size()))) {
            try {
                String text = WebTools.markdown(web, WebUrl.parse(hit.url()), call);
                out.append("\n\n[").append(hit.url()).append("]\n");
                out.append(Focus.choose(text, in.query(), READ_TOKENS));
            } catch (ToolException e) {
                call.checkCancelled();
                out.append("\n\n[").append(e.getMessage()).append(']');
            }
        }
        return out.toString();
    }

    private static String named(List<Answers> answers) {
        return answers.stream()
                .filter(answer -> answer.failure().isEmpty())
                .map(answer -> answer.engine() + ":" + answer.hits().size())
                .collect(Collectors.joining(","));
    }

    private static String failed(List<Answers> answers) {
        return answers.stream()
                .filter(answer -> !answer.failure().isEmpty())
                .map(Answers::engine)
                .collect(Collectors.joining(","));
    }
}
