package dev.hoopoe.scraping.egress;

import java.net.InetAddress;
import java.util.List;

/** How a connection to a checked host is made. */
sealed interface Route {
    /** From here, to one of the addresses that were checked and to no other. */
    record Direct(List<InetAddress> addresses) implements Route {
        public Direct {
            addresses = List.copyOf(addresses);
        }
    }

    /** By one of the user's proxies, which resolves the name itself. */
    record Behind(List<UpstreamProxy> proxies) implements Route {
        public Behind {
            proxies = List.copyOf(proxies);
        }
    }
}
