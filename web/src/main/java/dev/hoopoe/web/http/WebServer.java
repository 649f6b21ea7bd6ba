package dev.hoopoe.web.http;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * An HTTP/1.1 server whose handlers may block: each request has a virtual thread of its own.
 *
 * <p>Whoever started it closes it; closing ends open connections.
 */
public final class WebServer implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;
    private final String host;

    private WebServer(Server server, ServerConnector connector, String host) {
        this.server = server;
        this.connector = connector;
        this.host = host;
    }

    /**
     * Starts to listen.
     *
     * @param handlers asked in this order until one takes the request
     * @param open paths that need no key
     * @throws IOException if the address cannot be had
     */
    public static WebServer start(
            Binding binding, WebLimits limits, Set<String> open, Handler... handlers)
            throws IOException {
        Server server = new Server(new VirtualThreadPool());
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http(limits)));
        connector.setHost(binding.host());
        connector.setPort(binding.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
        server.setErrorHandler(new JsonErrors());
        server.setHandler(new Guard(new Handler.Sequence(handlers), binding, open));
        start(server, binding);
        return new WebServer(server, connector, binding.host());
    }

    private static HttpConfiguration http(WebLimits limits) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerBytes());
        // A path that means two things to two programs is refused.
        http.setUriCompliance(UriCompliance.RFC3986);
        return http;
    }

    private static void start(Server server, Binding binding) throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            if (e instanceof IOException) {
                throw new IOException(
                        "Cannot listen on %s:%d (%s). Stop what uses that address, or choose another port."
                                .formatted(binding.host(), binding.port(), reason(e)),
                        e);
            }
            throw new IllegalStateException("The web server did not start", e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    /** Where it listens, such as {@code http://127.0.0.1:11435}. */
    public URI address() {
        String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create("http://%s:%d".formatted(name, connector.getLocalPort()));
    }

    /** Waits until it is closed. */
    public void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            System.getLogger(WebServer.class.getName())
                    .log(System.Logger.Level.WARNING, "The web server did not stop cleanly", e);
        }
    }
}
