package dev.hoopoe.scraping;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.Resolver;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages on 127.0.0.2, which stands for the public web, try by every way that a browser has to reach
 * canaries on 127.0.0.1, 127.0.0.3 and ::1. The pages in {@code held} were written before the code.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserHopTest {
    private static final Path PAGES = Path.of("src/test/resources/browser-hop");

    /** A page with enough text is not waited for as if it were still empty. */
    private static final String FILLER = "<p>" + "harmless words ".repeat(20) + "</p>";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> hits = new CopyOnWriteArrayList<>();
    private final List<ServerSocket> canaries = new ArrayList<>();
    private final ConcurrentHashMap<String, AtomicInteger> lookups = new ConcurrentHashMap<>();
    private final Set<String> served = ConcurrentHashMap.newKeySet();
    private BrowserWorkplace work;
    private HttpServer pages;
    private DatagramSocket datagrams;
    private int port;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException {
        canaries.add(new ServerSocket(0, 50, address("127.0.0.1")));
        port = canaries.getFirst().getLocalPort();
        canaries.add(new ServerSocket(port, 50, address("127.0.0.3")));
        canaries.add(new ServerSocket(port, 50, address("::1")));
        canaries.forEach(canary -> threads.execute(() -> listen(canary)));
        datagrams = new DatagramSocket(new InetSocketAddress(address("127.0.0.1"), port));
        threads.execute(this::listenForDatagrams);
        pages = HttpServer.create(new InetSocketAddress(address("127.0.0.2"), 0), 50);
        pages.setExecutor(threads);
        pages.createContext("/", this::serve);
        pages.start();
        AllowedHost open = AllowedHost.parse("127.0.0.2:" + pages.getAddress().getPort());
        work = new BrowserWorkplace(folder, o -> o, this::resolve, List.of(open));
        work.requireBrowser();
    }

    @AfterAll
    void close() throws IOException {
        work.close();
        pages.stop(0);
        for (ServerSocket canary : canaries) {
            canary.close();
        }
        datagrams.close();
        threads.shutdownNow();
        assertThat(hits).as("after the last page").isEmpty();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getAllByName(literal)[0];
    }

    // A name that is public when it is first asked for, and private the next time.
    private List<InetAddress> resolve(String host) throws UnknownHostException {
        if (!host.endsWith("rebind.test")) {
            return Resolver.SYSTEM.resolve(host);
        }
        int count = lookups.computeIfAbsent(host, _ -> new AtomicInteger()).getAndIncrement();
        return List.of(address(count % 2 == 0 ? "192.0.1.1" : "127.0.0.1"));
    }

    private void listen(ServerSocket canary) {
        while (!canary.isClosed()) {
            try (Socket socket = canary.accept()) {
                byte[] first = new byte[200];
                socket.setSoTimeout(200);
                int read = socket.getInputStream().read(first);
                hits.add(new String(first, 0, Math.max(0, read), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    private void listenForDatagrams() {
        try {
            while (true) {
                datagrams.receive(new DatagramPacket(new byte[100], 100));
                hits.add("datagram");
            }
        } catch (SocketException e) {
            Thread.onSpinWait();
        } catch (IOException e) {
            hits.add("datagrams failed: " + e);
        }
    }

    private void serve(HttpExchange x) throws IOException {
        try (x) {
            String path = x.getRequestURI().getPath();
            String query = String.valueOf(x.getRequestURI().getRawQuery());
            served.add(path);
            String to = parameter(query, "to");
            if (path.equals("/r")) {
                x.getResponseHeaders().add("Location", to);
                String code = parameter(query, "code");
                x.sendResponseHeaders(code.isEmpty() ? 302 : Integer.parseInt(code), -1);
            } else if (path.equals("/framed-refresh")) {
                send(x, "text/html", "<meta http-equiv=refresh content='0;url=" + to + "'>");
            } else if (path.equals("/sw.js")) {
                send(
                        x,
                        "text/javascript",
                        "self.addEventListener('install',e=>e.waitUntil(fetch('" + to + "')))");
            } else {
                page(x, path);
            }
        }
    }

    private static String parameter(String query, String name) {
        return Stream.of(query.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    private void page(HttpExchange x, String path) throws IOException {
        Path file = PAGES.resolve(path.substring(1) + ".html").normalize();
        if (!file.startsWith(PAGES) || !Files.isRegularFile(file)) {
            LocalSite.send(x, 404, "text/plain", new byte[] {'n', 'o'});
            return;
        }
        String type = "text/html";
        StringBuilder body = new StringBuilder();
        for (String line : filled(Files.readString(file)).lines().toList()) {
            if (line.startsWith("::Content-Type: ")) {
                type = line.substring(16);
            } else if (line.startsWith("::")) {
                String[] header = line.substring(2).split(": ", 2);
                x.getResponseHeaders().add(header[0], header[1]);
            } else {
                body.append(line).append('\n');
            }
        }
        send(x, type, body + (type.equals("text/html") ? FILLER : ""));
    }

    private String filled(String text) {
        String pub = "127.0.0.2:" + pages.getAddress().getPort();
        return text.replace("{{a}}", "http://127.0.0.1:" + port + "/canary")
                .replace("{{b}}", "http://127.0.0.3:" + port + "/canary")
                .replace("{{c}}", "http://[::1]:" + port + "/canary")
                .replace("{{n}}", "http://x.rebind.test:" + port + "/canary")
                .replace("{{port}}", String.valueOf(port))
                .replace("{{p}}", pub);
    }

    private static void send(HttpExchange x, String type, String body) throws IOException {
        LocalSite.send(x, 200, type, body.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (String half : List.of("held", "open")) {
            try (Stream<Path> files = Files.list(PAGES.resolve(half))) {
                files.map(f -> half + "/" + String.valueOf(f.getFileName()).replace(".html", ""))
                        .sorted()
                        .forEach(names::add);
            }
        }
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingReachesACanary(String name) {
        hits.clear();
        String url = "http://127.0.0.2:" + pages.getAddress().getPort() + "/" + name;
        String answer = work.call("browser_open", "url", url, "session", "hop").text();
        assertThat(served).contains("/" + name);
        assertThat(answer).doesNotContain("CANARY", "root:", "Chromium Authors");
        assertThat(hits).as(answer).isEmpty();
    }
}
