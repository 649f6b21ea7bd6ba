package dev.hoopoe.scraping;

import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.Resolver;
import dev.hoopoe.scraping.fetch.FetchOptions;
import dev.hoopoe.scraping.fetch.HttpFetcher;
import java.io.IOException;
import java.util.List;

/** A fetcher that reaches 127.0.0.1, with the egress proxy that it goes through. */
public final class LocalFetching implements AutoCloseable {
    private final EgressProxy proxy;
    private final HttpFetcher fetcher;

    public LocalFetching(FetchOptions options) throws IOException {
        EgressPolicy policy =
                new EgressPolicy(List.of(AllowedHost.parse("127.0.0.1")), Resolver.SYSTEM);
        proxy = EgressProxy.start(policy);
        fetcher = new HttpFetcher(policy, proxy, options);
    }

    public HttpFetcher fetcher() {
        return fetcher;
    }

    @Override
    public void close() {
        fetcher.close();
        proxy.close();
    }
}
