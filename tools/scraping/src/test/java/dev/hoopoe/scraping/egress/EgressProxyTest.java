package dev.hoopoe.scraping.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.scraping.LocalSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class EgressProxyTest {
    @Test
    void servesOnlyWhoKnowsTheCredential() throws IOException {
        try (LocalSite site = new LocalSite().text("/", "hello");
                EgressProxy proxy = EgressProxy.start(allowing(site))) {
            String get = "GET " + site.base() + "/ HTTP/1.1\r\nHost: x\r\n";
            assertThat(ask(proxy, get + "\r\n")).startsWith("HTTP/1.1 407");
            assertThat(ask(proxy, get + "Proxy-Authorization: Bearer guess\r\n\r\n"))
                    .startsWith("HTTP/1.1 407");
            assertThat(site.requests()).isEmpty();
            assertThat(ask(proxy, get + credential(proxy) + "\r\n"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("hello");
        }
    }

    @Test
    void keepsTheCredentialToItself() throws IOException {
        StringBuilder seen = new StringBuilder();
        try (LocalSite site =
                        new LocalSite()
                                .on(
                                        "/",
                                        exchange -> {
                                            seen.append(exchange.getRequestHeaders().keySet());
                                            exchange.sendResponseHeaders(204, -1);
                                        });
                EgressProxy proxy = EgressProxy.start(allowing(site))) {
            ask(
                    proxy,
                    "GET "
                            + site.base()
                            + "/ HTTP/1.1\r\nHost: x\r\n"
                            + credential(proxy)
                            + "\r\n");
            assertThat(seen.toString()).contains("Host").doesNotContain("Proxy");
        }
    }

    @Test
    void refusesTunnelsAndRequestsToPrivateAddresses() throws IOException {
        try (LocalSite site = new LocalSite();
                EgressProxy proxy =
                        EgressProxy.start(new EgressPolicy(List.of(), Resolver.SYSTEM))) {
            String host = "127.0.0.1:" + site.port();
            for (String start : List.of("CONNECT " + host, "GET http://" + host + "/")) {
                assertThat(ask(proxy, start + " HTTP/1.1\r\n" + credential(proxy) + "\r\n"))
                        .startsWith("HTTP/1.1 403")
                        .contains("private address");
            }
            assertThat(site.requests()).isEmpty();
        }
    }

    @Test
    void connectsToTheAddressThatItChecked() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {8, 8, 8, 8});
        try (LocalSite site = new LocalSite()) {
            // A name that turns private at its second look-up must have only one.
            Queue<InetAddress> answers = new ArrayDeque<>(List.of(loopback, elsewhere));
            AllowedHost allowed = AllowedHost.parse("rebind.example:" + site.port());
            EgressPolicy policy =
                    new EgressPolicy(List.of(allowed), host -> List.of(answers.remove()));
            site.text("/", "here");
            try (EgressProxy proxy = EgressProxy.start(policy)) {
                String url = "http://rebind.example:" + site.port() + "/";
                assertThat(ask(proxy, "GET " + url + " HTTP/1.1\r\n" + credential(proxy) + "\r\n"))
                        .endsWith("here");
                assertThat(answers).containsExactly(elsewhere);
            }
        }
    }

    @Test
    void tunnelsBytesBothWays() throws IOException {
        try (LocalSite site = new LocalSite().text("/", "through");
                EgressProxy proxy = EgressProxy.start(allowing(site))) {
            assertThat(
                            ask(
                                    proxy,
                                    "CONNECT 127.0.0.1:"
                                            + site.port()
                                            + " HTTP/1.1\r\n"
                                            + credential(proxy)
                                            + "\r\nGET / HTTP/1.1\r\nHost: x\r\n"
                                            + "Connection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 Connected")
                    .endsWith("through");
        }
    }

    private static EgressPolicy allowing(LocalSite site) {
        AllowedHost host = AllowedHost.parse("127.0.0.1:" + site.port());
        return new EgressPolicy(List.of(host), Resolver.SYSTEM);
    }

    private static String credential(EgressProxy proxy) {
        return "Proxy-Authorization: " + proxy.authorization() + "\r\n";
    }

    private static String ask(EgressProxy proxy, String request) throws IOException {
        try (Socket socket = new Socket(proxy.address().getAddress(), proxy.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            if (!request.contains("Proxy-Authorization: Bearer " + proxy.password())) {
                socket.shutdownOutput();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
