package dev.hoopoe.cli;

import dev.hoopoe.scraping.Crawls;
import dev.hoopoe.scraping.WebAccess;
import dev.hoopoe.scraping.crawl.Match;
import dev.hoopoe.scraping.crawl.SiteMap;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.RunningCall;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "map",
        description = "Lists the addresses of a site: hoopoe map https://example.org/",
        mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {
    private static final int DEFAULT_SHOWN = 1_000;

    private final Shell shell;
    @Mixin private final PlaceOptions places = new PlaceOptions();

    @Parameters(index = "0", paramLabel = "URL", description = "A page of the site.")
    private String url = "";

    @Option(
            names = "--match",
            paramLabel = "WORDS",
            description = "Only addresses about these words, or of a glob such as '/blog/*'.")
    private String match = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Addresses shown; default ${DEFAULT-VALUE}.")
    private int limit = DEFAULT_SHOWN;

    MapCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        WebUrl start = WebUrl.parse(url);
        ToolChoice choice = places.choose(shell.config(), Profile.ALL);
        PageProgress progress = new PageProgress(shell.terminal());
        RunningCall call = RunningCall.with(progress);
        try (WebAccess web = OpenTools.web(shell, choice)) {
            Crawls crawls = new Crawls(web, shell.folders().crawls());
            SiteMap map = crawls.map(start, Match.parse(match), call);
            progress.clear();
            shell.terminal().out().println(Terminal.safe(map.text(limit)));
            shell.terminal()
                    .err()
                    .printf(
                            "%d addresses (%d in sitemaps, %d in feeds, %d in links); robots.txt forbids %d%n",
                            map.pages().size(),
                            map.count(SiteMap.Source.SITEMAP),
                            map.count(SiteMap.Source.FEED),
                            map.count(SiteMap.Source.LINK),
                            map.forbidden());
            return map.pages().isEmpty() ? 1 : 0;
        }
    }
}
