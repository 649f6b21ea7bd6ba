package dev.hoopoe.scraping.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A forward proxy on the loopback address through which the HTTP client and the browser go out (RFC
 * 9110, 9.3.6 CONNECT; RFC 9112, 3.2.2 absolute form). It resolves each name once, checks every
 * address against the policy, and connects to exactly the one that it checked; so redirects,
 * subresources and names that change their address meet the same check as the first request.
 *
 * <p>It serves only who knows its credential, made at start. Thread-safe; one virtual thread for
 * each connection. Whoever starts it closes it.
 */
public final class EgressProxy implements AutoCloseable {
    /** Connections at once; more are turned away with status 503. */
    public static final int MAX_CONNECTIONS = 256;

    /** Names the header that says why the proxy itself answered. */
    public static final String REFUSED = "Hoopoe-Refused";

    private static final String USER = "hoopoe";
    private static final int SECRET_BYTES = 24;
    private static final int BACKLOG = 128;

    private final EgressPolicy policy;
    private final ServerSocket server;
    private final String password;
    private final Semaphore slots = new Semaphore(MAX_CONNECTIONS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger lastLane = new AtomicInteger();
    private final Lane common;

    private EgressProxy(EgressPolicy policy, ServerSocket server, String password) {
        this.policy = policy;
        this.server = server;
        this.password = password;
        this.common = new Lane(USER, password);
        lanes.put(USER, common);
    }

    /** Starts a proxy on a free port of 127.0.0.1. */
    public static EgressProxy start(EgressPolicy policy) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        ServerSocket server = new ServerSocket(0, BACKLOG, loopback);
        EgressProxy proxy = new EgressProxy(policy, server, secret());
        Thread.ofVirtual().name("egress-proxy").start(proxy::accept);
        return proxy;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** The user name for clients that authenticate by the Basic scheme. */
    public String user() {
        return USER;
    }

    /** The password for clients that authenticate by the Basic scheme. */
    public String password() {
        return password;
    }

    /**
     * The value of {@code Proxy-Authorization} for clients that set it themselves. A Bearer token,
     * because the JDK's client drops Basic on its way through a tunnel.
     */
    public String authorization() {
        return "Bearer " + password;
    }

    /** A credential of its own for a client whose connections may be cut apart from the rest. */
    public Lane lane() {
        lanes.values().removeIf(Lane::closed);
        Lane lane = new Lane(USER + lastLane.incrementAndGet(), secret());
        lanes.put(lane.user(), lane);
        return lane;
    }

    private static String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** Stops listening and cuts every connection. */
    @Override
    public void close() {
        quietly(server::close);
        open.forEach(socket -> quietly(socket::close));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().name("egress").start(() -> serve(client));
            } catch (IOException e) {
                // Closed, or out of descriptors: the loop's condition tells which.
                Thread.onSpinWait();
            }
        }
    }

    private void serve(Socket client) {
        boolean slot = slots.tryAcquire();
        try (client) {
            new ProxyExchange(policy, open, this::authorized).run(client, slot);
        } catch (IOException e) {
            // The client or the server went away; the other end learns it by the closed socket.
            System.getLogger(EgressProxy.class.getName())
                    .log(System.Logger.Level.DEBUG, "A proxied connection broke", e);
        } finally {
            open.remove(client);
            if (slot) {
                slots.release();
            }
        }
    }

    private Optional<Lane> authorized(String credential) {
        int space = credential.indexOf(' ');
        String scheme = credential.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT);
        String value = credential.substring(space + 1).strip();
        return switch (scheme) {
            case "basic" -> basic(value);
            case "bearer" -> same(value, password) ? Optional.of(common) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Lane> basic(String value) {
        String[] pair = decoded(value).split(":", 2);
        return Optional.ofNullable(lanes.get(pair[0]))
                .filter(lane -> !lane.closed() && pair.length == 2)
                .filter(lane -> same(pair[1], lane.password()));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }

    private static void quietly(Closing closing) {
        try {
            closing.close();
        } catch (IOException e) {
            System.getLogger(EgressProxy.class.getName())
                    .log(System.Logger.Level.DEBUG, "A socket did not close", e);
        }
    }

    @FunctionalInterface
    private interface Closing {
        void close() throws IOException;
    }
}
