package dev.hoopoe.scraping.egress;

import java.util.List;

/**
 * Decides which of the user's proxies stand between this machine and a host. Thread-safe.
 *
 * <p>Behind a proxy names resolve elsewhere, so there the egress policy checks names and literal
 * addresses only.
 */
@FunctionalInterface
public interface Exits {
    /** No proxies: every connection is made from here. */
    Exits DIRECT = (host, port) -> List.of();

    /**
     * The proxies for one connection, to be tried in this order; none means a direct one.
     *
     * @param host in the form of {@link WebUrl#host()}
     */
    List<UpstreamProxy> to(String host, int port);

    /** Is told that a proxy did not do its work, so that the next connection begins elsewhere. */
    default void failed(UpstreamProxy proxy) {}
}
