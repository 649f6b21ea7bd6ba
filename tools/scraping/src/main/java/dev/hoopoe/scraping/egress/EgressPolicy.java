package dev.hoopoe.scraping.egress;

import dev.hoopoe.tools.ToolException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Hoopoe may go: public addresses, and the hosts that the user allowed by name. Immutable and
 * thread-safe.
 */
public final class EgressPolicy {
    /** RFC 6761, 6762, 8375, and what ICANN set aside for private use in 2024. */
    private static final Pattern PRIVATE_NAME =
            Pattern.compile(".*\\.(?:localhost|local|internal|home\\.arpa|lan|intranet|corp|home)");

    private final List<AllowedHost> allowed;
    private final Resolver resolver;
    private final Exits exits;
    private final SpecialAddresses special = SpecialAddresses.load();

    /** A policy for connections that are made from here. */
    public EgressPolicy(Collection<AllowedHost> allowed, Resolver resolver) {
        this(allowed, resolver, Exits.DIRECT);
    }

    /** A policy for connections that may go by the user's proxies. */
    public EgressPolicy(Collection<AllowedHost> allowed, Resolver resolver, Exits exits) {
        this.allowed = List.copyOf(allowed);
        this.resolver = resolver;
        this.exits = exits;
    }

    /**
     * Checks a host and says how to reach it. Behind a proxy the name resolves elsewhere, so there
     * it is judged as a name: literal addresses and names that mean a private network are refused.
     *
     * @throws ToolException if it may not be reached
     */
    Route route(String host, int port) {
        List<UpstreamProxy> proxies = exits.to(host, port);
        if (proxies.isEmpty()) {
            return new Route.Direct(check(host, port));
        }
        if (!isAllowed(host, port)) {
            requirePublicName(host, port);
        }
        return new Route.Behind(proxies);
    }

    /** Throws {@link ToolException} if the host may not be reached. */
    public void require(String host, int port) {
        route(host, port);
    }

    /** Tells the rotation that a proxy failed. */
    void failed(UpstreamProxy proxy) {
        exits.failed(proxy);
    }

    /**
     * Resolves a host once and checks every address that it has. To be safe against a name that
     * changes its mind, connect to one of the addresses returned and to nothing else.
     *
     * @param host in the form of {@link WebUrl#host()}
     * @throws ToolException if it has no address, or one that is not public
     */
    public List<InetAddress> check(String host, int port) {
        List<InetAddress> addresses = resolve(host);
        if (!isAllowed(host, port)) {
            addresses.forEach(address -> requirePublic(address, host, port));
        }
        return addresses;
    }

    private boolean isAllowed(String host, int port) {
        return allowed.stream().anyMatch(a -> a.matches(host, port));
    }

    private void requirePublicName(String host, int port) {
        if (HostNames.isLiteral(host)) {
            resolve(host).forEach(address -> requirePublic(address, host, port));
        } else if (!host.contains(".") || PRIVATE_NAME.matcher(host).matches()) {
            throw refused(host, port, "a name of private networks");
        }
    }

    private List<InetAddress> resolve(String host) {
        try {
            List<InetAddress> addresses = resolver.resolve(host);
            if (!addresses.isEmpty()) {
                return addresses;
            }
            throw unknown(host, null);
        } catch (UnknownHostException e) {
            throw unknown(host, e);
        }
    }

    private static ToolException unknown(
            String host, @org.jspecify.annotations.Nullable Throwable cause) {
        String problem = "The host " + host + " has no address.";
        String next = "Check its spelling, or that this machine is online.";
        return cause == null
                ? new ToolException(problem, next)
                : new ToolException(problem, next, cause);
    }

    private void requirePublic(InetAddress address, String host, int port) {
        Optional<String> purpose = special.purpose(address);
        if (purpose.isPresent()) {
            throw refused(host, port, purpose.get());
        }
    }

    private static ToolException refused(String host, int port, String purpose) {
        return new ToolException(
                "%s leads to a private address (%s); only public ones may be reached."
                        .formatted(host, purpose),
                "If the user wants this, they start Hoopoe with --allow-host %s:%d."
                        .formatted(host, port));
    }
}
