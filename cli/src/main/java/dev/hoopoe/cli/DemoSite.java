package dev.hoopoe.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The demonstration's web site, served on 127.0.0.1 from this program's own resources. */
final class DemoSite implements AutoCloseable {
    private static final String FOLDER = "/dev/hoopoe/cli/demo/site";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private DemoSite(HttpServer server) {
        this.server = server;
    }

    static DemoSite start() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        DemoSite site = new DemoSite(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
        site.server.createContext("/", DemoSite::answer);
        site.server.setExecutor(site.threads);
        site.server.start();
        return site;
    }

    /** {@code 127.0.0.1:PORT} */
    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = path.equals("/") ? "/index.html" : path;
        boolean plain = name.matches("/[a-z]+\\.(html|txt)");
        try (exchange;
                InputStream page =
                        plain ? DemoSite.class.getResourceAsStream(FOLDER + name) : null) {
            byte[] body =
                    page == null
                            ? "not found".getBytes(StandardCharsets.UTF_8)
                            : page.readAllBytes();
            String type = name.endsWith(".html") ? "text/html" : "text/plain";
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(page == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
