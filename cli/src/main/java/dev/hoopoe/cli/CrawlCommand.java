package dev.hoopoe.cli;

import dev.hoopoe.documents.CollectionFolders;
import dev.hoopoe.scraping.Crawls;
import dev.hoopoe.scraping.WebAccess;
import dev.hoopoe.scraping.crawl.CrawlReport;
import dev.hoopoe.scraping.crawl.CrawlRequest;
import dev.hoopoe.scraping.crawl.Match;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.CollectionSink;
import dev.hoopoe.tools.Jobs;
import dev.hoopoe.tools.RunningCall;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "crawl",
        description = {
            "Saves the pages of a site as Markdown: hoopoe crawl https://example.org/docs/",
            "Run again, it goes on where it was."
        },
        mixinStandardHelpOptions = true)
final class CrawlCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final PlaceOptions places = new PlaceOptions();

    @Parameters(index = "0", paramLabel = "URL", description = "Where to begin.")
    private String url = "";

    @Option(
            names = "--into",
            paramLabel = "NAME",
            description = "The collection, which doc_search finds; the host if left out.")
    private @Nullable String collection;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "A folder for the Markdown files, instead of a collection.")
    private @Nullable Path folder;

    @Option(
            names = "--max-pages",
            paramLabel = "N",
            description = "Pages to keep; default ${DEFAULT-VALUE}.")
    private int maxPages = CrawlRequest.DEFAULT_PAGES;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "Links away from the start; default ${DEFAULT-VALUE}.")
    private int depth = CrawlRequest.DEFAULT_DEPTH;

    @Option(
            names = "--match",
            paramLabel = "WORDS",
            description = "Words whose pages are visited first, or a glob such as '/blog/*'.")
    private String match = "";

    CrawlCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        WebUrl start = WebUrl.parse(url);
        CrawlRequest request = new CrawlRequest(start, Match.parse(match), maxPages, depth);
        ToolChoice choice = places.choose(shell.config(), Profile.ALL);
        PageProgress progress = new PageProgress(shell.terminal());
        RunningCall call = RunningCall.with(progress, Jobs.MAX_TIME);
        try (WebAccess web = OpenTools.web(shell, choice);
                CollectionSink sink = sink(start);
                Interrupt _ = new Interrupt(call::cancel)) {
            Crawls crawls = new Crawls(web, logs());
            CrawlReport report = crawls.crawl(request, sink, call);
            progress.clear();
            shell.terminal().out().println(Terminal.safe(report.text()));
            shell.terminal().out().println("in " + place(sink));
            return report.pages() > 0 ? 0 : 1;
        }
    }

    private CollectionSink sink(WebUrl start) {
        String name = start.host().replaceAll("[^a-z0-9.-]", "_");
        return folder == null
                ? new CollectionFolders(shell.folders().collections())
                        .open(collection == null ? name : collection)
                : CollectionFolders.at(name, folder);
    }

    /** A folder that somebody chose takes its list of addresses with it. */
    private Path logs() {
        return folder == null ? shell.folders().crawls() : folder.resolve(".hoopoe");
    }

    private Path place(CollectionSink sink) {
        return folder == null ? shell.folders().collections().resolve(sink.name()) : folder;
    }
}
