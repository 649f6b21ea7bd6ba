package dev.hoopoe.scraping.egress;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A credential of the proxy for one user of it, such as one browser session, so that its
 * connections can be cut without harm to the others. Thread-safe. Made by {@link
 * EgressProxy#lane()}; whoever makes it closes it.
 */
public final class Lane implements AutoCloseable {
    private final String user;
    private final String password;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Lane(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** The user name for clients that authenticate by the Basic scheme. */
    public String user() {
        return user;
    }

    /** The password for clients that authenticate by the Basic scheme. */
    public String password() {
        return password;
    }

    /** Cuts every connection that is open now; what waits for them fails at once. */
    public void cut() {
        open.forEach(Lane::quietly);
    }

    /** Cuts the connections and refuses the credential from now on. */
    @Override
    public void close() {
        closed = true;
        cut();
    }

    boolean closed() {
        return closed;
    }

    void add(Socket socket) {
        open.add(socket);
        if (closed) {
            quietly(socket);
        }
    }

    void removeClosed() {
        open.removeIf(Socket::isClosed);
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(Lane.class.getName())
                    .log(System.Logger.Level.DEBUG, "A socket did not close", e);
        }
    }
}
