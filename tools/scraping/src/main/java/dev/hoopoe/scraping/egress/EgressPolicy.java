package dev.hoopoe.scraping.egress;

import dev.hoopoe.tools.ToolException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where Hoopoe may go: public addresses, and the hosts that the user allowed by name. Immutable and
 * thread-safe.
 */
public final class EgressPolicy {
    private final List<AllowedHost> allowed;
    private final Resolver resolver;
    private final SpecialAddresses special = SpecialAddresses.load();

    public EgressPolicy(Collection<AllowedHost> allowed, Resolver resolver) {
        this.allowed = List.copyOf(allowed);
        this.resolver = resolver;
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
        if (allowed.stream().noneMatch(a -> a.matches(host, port))) {
            addresses.forEach(address -> requirePublic(address, host, port));
        }
        return addresses;
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
            throw new ToolException(
                    host
                            + " leads to a private address ("
                            + purpose.get()
                            + "); only public ones may be reached.",
                    "If the user wants this, they start Hoopoe with --allow-host "
                            + host
                            + ":"
                            + port
                            + ".");
        }
    }
}
