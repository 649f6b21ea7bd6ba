package dev.hoopoe.mcp.http;

import dev.hoopoe.mcp.ServerInfo;
import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.tools.LiveToolBox;
import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * Serves a tool box to many clients over HTTP at {@code /mcp}: MCP 2026-07-28 without sessions, and
 * 2025-11-25 and older with them. Each request has a virtual thread of its own.
 *
 * <p>It accepts connections once started; whoever started it closes it, which takes at most ten
 * seconds: calls may end, what is left is cancelled. Thread-safe.
 */
public final class McpHttpServer implements AutoCloseable {
    private static final int IDLE_MILLIS = 120_000;
    private static final int STOP_MILLIS = 1_000;

    private final Server server;
    private final ServerConnector connector;
    private final Endpoint endpoint;
    private final String host;

    private McpHttpServer(
            Server server, ServerConnector connector, Endpoint endpoint, String host) {
        this.server = server;
        this.connector = connector;
        this.endpoint = endpoint;
        this.host = host;
    }

    /** As {@link #start(Catalogue, ServerInfo, HttpBinding, HttpLimits)}, with tools only. */
    public static McpHttpServer start(
            LiveToolBox tools, ServerInfo info, HttpBinding binding, HttpLimits limits)
            throws IOException {
        return start(Catalogue.of(tools), info, binding, limits);
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the address cannot be had
     */
    public static McpHttpServer start(
            Catalogue catalogue, ServerInfo info, HttpBinding binding, HttpLimits limits)
            throws IOException {
        Server server = new Server(new VirtualThreadPool());
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(binding.host());
        connector.setPort(binding.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(HttpLimits.MAX_CONNECTIONS, connector));
        Endpoint endpoint = new Endpoint(catalogue, info, limits);
        server.setHandler(new Guard(endpoint, binding));
        McpHttpServer started = new McpHttpServer(server, connector, endpoint, binding.host());
        started.start(binding);
        return started;
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HttpLimits.MAX_HEADER_BYTES);
        http.setUriCompliance(UriCompliance.RFC3986);
        return http;
    }

    private void start(HttpBinding binding) throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            stop();
            throw new IOException(
                    "Cannot listen on %s:%d. Stop what uses that address, or choose another port."
                            .formatted(binding.host(), binding.port()),
                    e);
        }
    }

    /** Where clients connect, such as {@code http://127.0.0.1:8090/mcp}. */
    public URI address() {
        String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create(
                "http://%s:%d%s".formatted(name, connector.getLocalPort(), Endpoint.PATH));
    }

    /** Waits until it is closed. */
    public void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        try {
            connector.shutdown().get(STOP_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            // Open connections end below.
        }
        try {
            endpoint.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop();
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            System.getLogger(McpHttpServer.class.getName())
                    .log(System.Logger.Level.WARNING, "The server did not stop cleanly", e);
        }
    }
}
