package dev.hoopoe.scraping;

import dev.hoopoe.scraping.egress.Exits;
import dev.hoopoe.scraping.egress.Rotation;
import dev.hoopoe.scraping.egress.UpstreamProxy;
import dev.hoopoe.scraping.fetch.SiteAccess;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The user's proxies: those of a site's profile first, else those for everything. Thread-safe. */
final class Exit implements Exits {
    private final Map<SiteAccess, Rotation> ofSites = new LinkedHashMap<>();
    private final Rotation others;
    private final List<String> direct;

    Exit(Visiting visiting, InstantSource clock) {
        for (SiteAccess site : visiting.sites()) {
            if (!site.proxies().isEmpty()) {
                ofSites.put(site, new Rotation(site.proxies(), clock));
            }
        }
        this.others = new Rotation(visiting.proxies(), clock);
        this.direct = visiting.direct();
    }

    @Override
    public List<UpstreamProxy> to(String host, int port) {
        return ofSites.entrySet().stream()
                .filter(entry -> entry.getKey().covers(host))
                .findFirst()
                .map(entry -> entry.getValue().order(host))
                .orElseGet(() -> isDirect(host) ? List.of() : others.order(host));
    }

    /** This machine is never behind a proxy. */
    private boolean isDirect(String host) {
        boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        return here || direct.stream().anyMatch(entry -> covers(entry, host));
    }

    private static boolean covers(String entry, String host) {
        String name = entry.replaceFirst("^\\*?\\.", "");
        return name.equals("*") || host.equals(name) || host.endsWith("." + name);
    }

    @Override
    public void failed(UpstreamProxy proxy) {
        ofSites.values().forEach(rotation -> rotation.failed(proxy));
        others.failed(proxy);
    }
}
