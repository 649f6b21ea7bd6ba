package dev.hoopoe.scraping.egress;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks a user's proxy, over a connection to it, to connect to the target. */
final class UpstreamConnection {
    private static final int SOCKS_VERSION = 5;
    private static final int NO_LOGIN = 0;
    private static final int LOGIN = 2;
    private static final int CONNECT = 1;
    private static final int NAME = 3;
    private static final int MAX_FIELD_BYTES = 255;

    private UpstreamConnection() {}

    /** Leaves the socket so that the next byte goes to the target. */
    static void tunnel(Socket socket, UpstreamProxy proxy, WebUrl target) throws IOException {
        switch (proxy.kind()) {
            case HTTP -> connect(socket, proxy, target);
            case SOCKS5 -> socks(socket, proxy, target);
        }
    }

    private static void connect(Socket socket, UpstreamProxy proxy, WebUrl target)
            throws IOException {
        String authority = target.host() + ":" + target.port();
        String request =
                "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                        .formatted(authority, authority, login(proxy));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        // Unbuffered: what follows the head belongs to the target.
        HttpHead head =
                HttpHead.read(socket.getInputStream())
                        .orElseThrow(() -> new ProtocolException("it closed without a word"));
        if (!head.start().matches("HTTP/1\\.[01] 2\\d\\d.*")) {
            throw new ProtocolException("it answered \"" + head.start().strip() + "\"");
        }
    }

    /** The field that logs in, with its line end, or "". */
    private static String login(UpstreamProxy proxy) {
        if (proxy.user().isEmpty()) {
            return "";
        }
        byte[] pair = (proxy.user() + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8);
        return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
    }

    private static void socks(Socket socket, UpstreamProxy proxy, WebUrl target)
            throws IOException {
        OutputStream out = socket.getOutputStream();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        boolean login = !proxy.user().isEmpty();
        out.write(new byte[] {SOCKS_VERSION, 1, (byte) (login ? LOGIN : NO_LOGIN)});
        requireByte(in, SOCKS_VERSION, "it does not speak SOCKS 5");
        requireByte(in, login ? LOGIN : NO_LOGIN, "it does not accept this log-in");
        if (login) {
            logIn(in, out, proxy);
        }
        request(out, target);
        requireByte(in, SOCKS_VERSION, "it does not speak SOCKS 5");
        int reply = in.readUnsignedByte();
        if (reply != 0) {
            throw new ProtocolException("it refused with SOCKS code " + reply);
        }
        in.readUnsignedByte();
        in.skipNBytes(boundAddress(in) + 2L);
    }

    /** RFC 1929. */
    private static void logIn(InputStream in, OutputStream out, UpstreamProxy proxy)
            throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(1);
        field(message, proxy.user());
        field(message, proxy.password());
        out.write(message.toByteArray());
        requireByte(in, 1, "it does not speak RFC 1929");
        requireByte(in, 0, "it refused the user name or password");
    }

    private static void request(OutputStream out, WebUrl target) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(new byte[] {SOCKS_VERSION, CONNECT, 0, NAME});
        field(message, target.host().replaceAll("[\\[\\]]", ""));
        message.write(target.port() >> 8);
        message.write(target.port());
        out.write(message.toByteArray());
    }

    private static void field(ByteArrayOutputStream message, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_FIELD_BYTES) {
            throw new ProtocolException("a name is longer than SOCKS allows");
        }
        message.write(bytes.length);
        message.writeBytes(bytes);
    }

    private static int boundAddress(DataInputStream in) throws IOException {
        return switch (in.readUnsignedByte()) {
            case 1 -> 4;
            case NAME -> in.readUnsignedByte();
            case 4 -> 16;
            default -> throw new ProtocolException("it names an unknown kind of address");
        };
    }

    private static void requireByte(InputStream in, int wanted, String otherwise)
            throws IOException {
        if (in.read() != wanted) {
            throw new ProtocolException(otherwise);
        }
    }
}
