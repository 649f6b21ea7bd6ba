package dev.hoopoe.scraping.sites;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.scraping.robots.PoliteFetcher;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.Optional;

/** Reads addresses of known sites by their interfaces. Thread-safe; closes nothing. */
public final class KnownSites {
    private static final List<Site> SITES =
            List.of(
                    new MediaWiki(),
                    new GitHub(),
                    new HackerNews(),
                    new StackExchange(),
                    new Arxiv(),
                    new Pypi(),
                    new Npm(),
                    new Crates(),
                    new MavenCentral(),
                    new RubyGems(),
                    new Works(),
                    new OEmbed(),
                    new Feeds());

    private final PoliteFetcher fetcher;
    private final Origins origins;

    public KnownSites(PoliteFetcher fetcher, Origins origins) {
        this.fetcher = fetcher;
        this.origins = origins;
    }

    /**
     * What the interface of the address's site says; empty where no site is known or its interface
     * fails, so that the page itself is to be read.
     *
     * @param fresh whether no answer from an earlier call will do
     * @throws dev.hoopoe.tools.CancelledException when the call is cancelled
     */
    public Optional<Reading> read(WebUrl url, boolean fresh, Call call) {
        Asking asking = new Asking(fetcher, origins, fresh, call);
        for (Site site : SITES) {
            if (site.knows(url)) {
                return read(site, url, asking);
            }
        }
        return Optional.empty();
    }

    private static Optional<Reading> read(Site site, WebUrl url, Asking asking) {
        try {
            return site.read(url, asking).filter(reading -> !reading.markdown().isBlank());
        } catch (ToolException e) {
            asking.call().checkCancelled();
            return Optional.empty();
        }
    }
}
