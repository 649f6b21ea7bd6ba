package dev.hoopoe.scraping.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.scraping.egress.AllowedHost;
import dev.hoopoe.scraping.egress.EgressPolicy;
import dev.hoopoe.scraping.egress.EgressProxy;
import dev.hoopoe.scraping.egress.Resolver;
import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and HTTP/2 through the egress proxy's tunnel, against Jetty. */
class Http2Test {
    private static final String PASSWORD = "changeit";

    @TempDir Path folder;
    private final Server server = new Server();
    private Path keys;
    private ServerConnector connector;

    @BeforeEach
    void start() throws Exception {
        keys = makeKeys();
        connector = connector();
        server.setHandler(new Echo());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void speaksHttp2OverTls() throws Exception {
        assertThat(get(Optional.of(trusting()))).isEqualTo("HTTP/2.0");
    }

    @Test
    void refusesACertificateThatNobodySigned() {
        assertThatThrownBy(() -> get(Optional.empty()))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("TLS certificate")
                .hasRootCauseInstanceOf(CertPathBuilderException.class);
    }

    private String get(Optional<SSLContext> trust) throws Exception {
        Resolver local = host -> List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        EgressPolicy policy = new EgressPolicy(List.of(AllowedHost.parse("secure.example")), local);
        RunningCall call = RunningCall.quiet();
        try (EgressProxy proxy = EgressProxy.start(policy);
                HttpFetcher fetcher = new HttpFetcher(policy, proxy, FetchOptions.PLAIN, trust)) {
            Fetched answer =
                    fetcher.get(
                            WebUrl.parse("https://secure.example:" + connector.getLocalPort()),
                            Limits.PAGE,
                            Deadline.in(Limits.PAGE.time(), call),
                            Gate.OPEN,
                            call);
            return new String(answer.body().bytes(), StandardCharsets.UTF_8);
        }
    }

    private ServerConnector connector() {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keys.toString());
        tls.setKeyStorePassword(PASSWORD);
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer(false));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        ServerConnector made =
                new ServerConnector(
                        server,
                        new SslConnectionFactory(tls, alpn.getProtocol()),
                        alpn,
                        new HTTP2ServerConnectionFactory(http),
                        new HttpConnectionFactory(http));
        made.setHost("127.0.0.1");
        server.addConnector(made);
        return made;
    }

    private Path makeKeys() throws Exception {
        Path file = folder.resolve("keys.p12");
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "site",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=secure.example",
                                "-ext",
                                "san=dns:secure.example",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return file;
    }

    private KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private SSLContext trusting() throws Exception {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("site", store().getCertificate("site"));
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Answers with the protocol that it was asked by. */
    private static final class Echo extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String protocol = request.getConnectionMetaData().getProtocol();
            Content.Sink.write(response, true, protocol, callback);
            return true;
        }
    }
}
