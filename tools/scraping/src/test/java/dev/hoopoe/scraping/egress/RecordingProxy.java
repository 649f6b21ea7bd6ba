package dev.hoopoe.scraping.egress;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A user's proxy on 127.0.0.1, written from the RFCs. Every target is the local site, whatever its
 * name.
 */
final class RecordingProxy implements AutoCloseable {
    private final ServerSocket server;
    private final UpstreamProxy.Kind kind;
    private final String user;
    private final String password;
    private final int sitePort;
    private final List<String> targets = new CopyOnWriteArrayList<>();

    private RecordingProxy(UpstreamProxy.Kind kind, String user, String password, int sitePort)
            throws IOException {
        this.kind = kind;
        this.user = user;
        this.password = password;
        this.sitePort = sitePort;
        this.server = new ServerSocket(0, 50, loopback());
        Thread.ofVirtual().start(this::accept);
    }

    static RecordingProxy http(String user, String password, int sitePort) throws IOException {
        return new RecordingProxy(UpstreamProxy.Kind.HTTP, user, password, sitePort);
    }

    static RecordingProxy socks(String user, String password, int sitePort) throws IOException {
        return new RecordingProxy(UpstreamProxy.Kind.SOCKS5, user, password, sitePort);
    }

    UpstreamProxy asUpstream() {
        return new UpstreamProxy(kind, "127.0.0.1", server.getLocalPort(), user, password);
    }

    List<String> targets() {
        return List.copyOf(targets);
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket site = new Socket()) {
            boolean admitted =
                    kind == UpstreamProxy.Kind.HTTP ? greetHttp(client) : greetSocks(client);
            if (admitted) {
                site.connect(new InetSocketAddress(loopback(), sitePort));
                Relay.run(client, client.getInputStream(), site, site.getInputStream());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean greetHttp(Socket client) throws IOException {
        HttpHead head = HttpHead.read(client.getInputStream()).orElseThrow();
        String wanted =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ":" + password).getBytes(StandardCharsets.UTF_8));
        boolean known =
                user.isEmpty() || head.field("proxy-authorization").orElse("").equals(wanted);
        targets.add(head.start().split(" ", -1)[1]);
        String answer = known ? "HTTP/1.1 200 OK\r\n\r\n" : "HTTP/1.1 407 No\r\n\r\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        return known;
    }

    private boolean greetSocks(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.readUnsignedByte();
        in.skipNBytes(in.readUnsignedByte());
        out.write(new byte[] {5, (byte) (user.isEmpty() ? 0 : 2)});
        if (!user.isEmpty()) {
            in.readUnsignedByte();
            boolean known = List.of(text(in), text(in)).equals(List.of(user, password));
            out.write(new byte[] {1, (byte) (known ? 0 : 1)});
        }
        in.skipNBytes(4);
        targets.add(text(in) + ":" + in.readUnsignedShort());
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        return true;
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
    }
}
