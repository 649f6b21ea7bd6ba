package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyEnvironmentTest {
    private static String chosen(Map<String, String> environment, String address) {
        Proxy proxy = new ProxyEnvironment(environment).select(URI.create(address)).getFirst();
        return proxy.address() instanceof InetSocketAddress socket
                ? socket.getHostString() + ":" + socket.getPort()
                : "direct";
    }

    @Test
    void eachSchemeHasItsOwn() {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "http://a.test:1", "http_proxy", "b.test:2");
        assertThat(chosen(environment, "https://x.test/")).isEqualTo("a.test:1");
        assertThat(chosen(environment, "http://x.test/")).isEqualTo("b.test:2");
        assertThat(chosen(Map.of("ALL_PROXY", "http://c.test:3/"), "https://x.test/"))
                .isEqualTo("c.test:3");
        assertThat(chosen(Map.of("HTTPS_PROXY", ""), "https://x.test/")).isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x.test           | https://x.test/      | direct
                    x.test           | https://a.x.test/    | direct
                    .x.test          | https://a.x.test/    | direct
                    *.x.test         | https://a.x.test/    | direct
                    X.TEST           | https://x.test/      | direct
                    x.test           | https://ax.test/     | p.test:8
                    a.test, x.test   | https://x.test/      | direct
                    *                | https://x.test/      | direct
                    x.test:444       | https://x.test/      | p.test:8
                    x.test:444       | https://x.test:444/  | direct
                    ''               | https://x.test/      | p.test:8
                    127.0.0.1        | https://127.0.0.1/   | direct
                    """)
    void someHostsAreReachedWithout(String none, String address, String expected) {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "http://p.test:8", "NO_PROXY", none);
        assertThat(chosen(environment, address)).isEqualTo(expected);
    }

    @Test
    void aValueThatIsNoAddressIsNamed() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> chosen(Map.of("HTTPS_PROXY", "http://"), "https://x.test/"))
                .withMessageContaining("http://HOST:PORT");
    }

    @Test
    void aClientAsksTheProxyForTheWholeAddress() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer proxy =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().toString());
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        proxy.start();
        String address = "http://127.0.0.1:" + proxy.getAddress().getPort();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .proxy(new ProxyEnvironment(Map.of("HTTP_PROXY", address)))
                        .build()) {
            URI wanted = URI.create("http://models.invalid/m.gguf");
            int status =
                    client.send(HttpRequest.newBuilder(wanted).build(), BodyHandlers.discarding())
                            .statusCode();
            assertThat(status).isEqualTo(204);
            assertThat(asked).containsExactly("http://models.invalid/m.gguf");
        } finally {
            proxy.stop(0);
        }
    }
}
