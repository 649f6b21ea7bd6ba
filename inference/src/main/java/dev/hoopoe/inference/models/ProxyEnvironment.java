package dev.hoopoe.inference.models;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies that the environment names, as curl and pip read it: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in small letters too. Without them, what
 * Java's own properties say.
 */
final class ProxyEnvironment extends ProxySelector {
    private static final int DEFAULT_PORT = 3128;

    private final Map<String, String> environment;

    ProxyEnvironment(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public List<Proxy> select(URI address) {
        if (isDirect(address)) {
            return List.of(Proxy.NO_PROXY);
        }
        String scheme = String.valueOf(address.getScheme()).toUpperCase(Locale.ROOT);
        return Stream.of(scheme + "_PROXY", "ALL_PROXY")
                .flatMap(name -> value(name).stream())
                .findFirst()
                .map(ProxyEnvironment::proxy)
                .map(List::of)
                .orElseGet(() -> ProxySelector.getDefault().select(address));
    }

    private Optional<String> value(String name) {
        return Stream.of(name.toLowerCase(Locale.ROOT), name)
                .map(key -> environment.getOrDefault(key, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private boolean isDirect(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return value("NO_PROXY").stream()
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .anyMatch(entry -> covers(entry, host, address.getPort()));
    }

    private static boolean covers(String entry, String host, int port) {
        String name = entry.replaceFirst("^\\*?\\.", "");
        int colon = name.lastIndexOf(':');
        if (colon > 0 && name.indexOf(':') == colon) {
            return name.substring(colon + 1).equals(String.valueOf(port))
                    && covers(name.substring(0, colon), host, port);
        }
        return name.equals("*")
                || (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name)));
    }

    private static Proxy proxy(String value) {
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            if (uri.getHost() != null) {
                int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
                return new Proxy(
                        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw new ModelException(
                "The environment names the proxy '%s', which is no address. Write http://HOST:PORT."
                        .formatted(GgufRules.shown(value)));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // The request fails with the same reason.
    }
}
