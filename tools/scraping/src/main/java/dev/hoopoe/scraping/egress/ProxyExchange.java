package dev.hoopoe.scraping.egress;

import dev.hoopoe.tools.ToolException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One client connection of the proxy, for one tunnel or one request. */
final class ProxyExchange {
    /** How long a client may take to send the head of its request. */
    static final int HEAD_TIMEOUT_MILLIS = 15_000;

    /** How long one address may take to accept a connection. */
    static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    /** The most 1xx answers that are skipped before the final one. */
    static final int MAX_INTERIM_ANSWERS = 8;

    private static final System.Logger LOG = System.getLogger(ProxyExchange.class.getName());

    private final EgressPolicy policy;
    private final Set<Socket> open;
    private final Function<String, Optional<Lane>> authorized;
    private @Nullable Lane lane;

    ProxyExchange(
            EgressPolicy policy, Set<Socket> open, Function<String, Optional<Lane>> authorized) {
        this.policy = policy;
        this.open = open;
        this.authorized = authorized;
    }

    void run(Socket client, boolean slot) throws IOException {
        client.setSoTimeout(HEAD_TIMEOUT_MILLIS);
        InputStream in = new BufferedInputStream(client.getInputStream());
        // A browser asks once without its credential, and again on the same connection.
        Optional<HttpHead> head = HttpHead.read(in);
        while (head.isPresent() && !trusted(head.get(), client)) {
            answer(client, "407 Proxy Authentication Required", "Credential missing");
            head = HttpHead.read(in);
        }
        if (head.isEmpty()) {
            return;
        }
        if (!slot) {
            answer(client, "503 Service Unavailable", "Too many connections at once.");
            return;
        }
        try {
            forward(client, in, head.get());
        } catch (ToolException e) {
            answer(client, "403 Forbidden", String.valueOf(e.getMessage()));
        } catch (ConnectFailed e) {
            answer(client, "502 Bad Gateway", String.valueOf(e.getMessage()));
        }
    }

    private boolean trusted(HttpHead head, Socket client) {
        lane = head.field("proxy-authorization").flatMap(authorized).orElse(null);
        remember(client);
        return lane != null;
    }

    private void remember(Socket socket) {
        Lane of = lane;
        if (of != null) {
            of.add(socket);
        }
    }

    private void forget() {
        open.removeIf(Socket::isClosed);
        Lane of = lane;
        if (of != null) {
            of.removeClosed();
        }
    }

    private void forward(Socket client, InputStream in, HttpHead head) throws IOException {
        String[] request = head.start().split(" ", -1);
        if (request.length != 3 || !request[2].startsWith("HTTP/1.")) {
            throw new ConnectFailed("This is no HTTP/1.1 request.");
        }
        if (request[0].equals("CONNECT")) {
            tunnel(client, in, WebUrl.parse("https://" + request[1] + "/"));
        } else if (request[1].toLowerCase(Locale.ROOT).startsWith("http://")) {
            exchange(client, in, head, request);
        } else {
            throw new ConnectFailed("A proxy needs the address in absolute form.");
        }
    }

    private void tunnel(Socket client, InputStream in, WebUrl target) throws IOException {
        try (Socket server = connect(target)) {
            client.getOutputStream().write(ascii("HTTP/1.1 200 Connected\r\n\r\n"));
            Relay.run(client, in, server, server.getInputStream());
        } finally {
            forget();
        }
    }

    private void exchange(Socket client, InputStream in, HttpHead head, String[] request)
            throws IOException {
        WebUrl target = WebUrl.parse(request[1]);
        String query = target.uri().getRawQuery();
        String path = target.uri().getRawPath() + (query == null ? "" : "?" + query);
        try (Socket server = connect(target)) {
            server.setSoTimeout(Relay.IDLE_MILLIS);
            server.getOutputStream().write(head.forwarded(request[0] + " " + path + " HTTP/1.1"));
            Relay.Half upload = Relay.start(client, in, server);
            InputStream answer = new BufferedInputStream(server.getInputStream());
            HttpHead status = finalStatus(answer);
            client.getOutputStream().write(status.forwarded(status.start()));
            Relay.copy(answer, client.getOutputStream(), upload.clock());
        } finally {
            forget();
        }
    }

    private static HttpHead finalStatus(InputStream answer) throws IOException {
        for (int i = 0; i <= MAX_INTERIM_ANSWERS; i++) {
            try {
                HttpHead head =
                        HttpHead.read(answer)
                                .orElseThrow(() -> new ConnectFailed("It closed without a word."));
                if (!head.start().matches("HTTP/1\\.[01] [1-9]\\d\\d(?: .*)?")) {
                    throw new ConnectFailed("It does not speak HTTP/1.1.");
                }
                if (!head.start().startsWith("1", 9)) {
                    return head;
                }
            } catch (ProtocolException | EOFException e) {
                throw new ConnectFailed(e.getMessage() + ".");
            }
        }
        throw new ConnectFailed("It sends interim answers without end.");
    }

    private Socket connect(WebUrl target) throws IOException {
        return switch (policy.route(target.host(), target.port())) {
            case Route.Direct direct -> connect(direct, target);
            case Route.Behind behind -> connect(behind, target);
        };
    }

    private Socket connect(Route.Direct route, WebUrl target) throws IOException {
        for (InetAddress address : route.addresses()) {
            try {
                return open(new InetSocketAddress(address, target.port()), _ -> {});
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "An address of a host did not answer", e);
            }
        }
        throw new ConnectFailed(
                target.host() + " does not accept connections on port " + target.port() + ".");
    }

    private Socket connect(Route.Behind route, WebUrl target) throws IOException {
        String why = "";
        for (UpstreamProxy proxy : route.proxies()) {
            try {
                return open(
                        new InetSocketAddress(proxy.host(), proxy.port()),
                        socket -> UpstreamConnection.tunnel(socket, proxy, target));
            } catch (IOException e) {
                policy.failed(proxy);
                why = "the proxy " + proxy + " did not connect (" + e.getMessage() + ").";
            }
        }
        throw new ConnectFailed(target.host() + " was not reached: " + why);
    }

    private Socket open(InetSocketAddress address, Opening opening) throws IOException {
        // Without NO_PROXY a system-wide SOCKS setting would resolve elsewhere.
        Socket socket = new Socket(Proxy.NO_PROXY);
        open.add(socket);
        remember(socket);
        try {
            socket.connect(address, CONNECT_TIMEOUT_MILLIS);
            socket.setSoTimeout(CONNECT_TIMEOUT_MILLIS);
            opening.prepare(socket);
            socket.setSoTimeout(0);
            return socket;
        } catch (IOException e) {
            socket.close();
            open.remove(socket);
            throw e;
        }
    }

    /** What must be said on a new connection before it carries the target's bytes. */
    @FunctionalInterface
    private interface Opening {
        void prepare(Socket socket) throws IOException;
    }

    private static void answer(Socket client, String status, String why) throws IOException {
        boolean again = status.startsWith("407");
        String head =
                "HTTP/1.1 "
                        + status
                        + "\r\nContent-Length: 0\r\n"
                        + (again
                                ? "Proxy-Authenticate: Basic realm=\"hoopoe\"\r\n"
                                : "Connection: close\r\n")
                        + EgressProxy.REFUSED
                        + ": "
                        + why.replaceAll("[^\\x20-\\x7e]", "?")
                        + "\r\n\r\n";
        OutputStream out = client.getOutputStream();
        out.write(ascii(head));
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The other end cannot be used; the message says why, for the caller. */
    private static final class ConnectFailed extends IOException {
        private static final long serialVersionUID = 1L;

        ConnectFailed(String message) {
            super(message);
        }
    }
}
