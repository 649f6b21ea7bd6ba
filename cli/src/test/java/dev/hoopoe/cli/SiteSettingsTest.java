package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hoopoe.scraping.Visiting;
import dev.hoopoe.scraping.browser.Secret;
import dev.hoopoe.scraping.egress.UpstreamProxy;
import dev.hoopoe.scraping.fetch.SiteAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteSettingsTest {
    @TempDir private Path folder;

    @Test
    void readsHowSitesAreVisited() throws IOException {
        Path cookies = folder.resolve("cookies.txt");
        Files.writeString(cookies, "in.example\tFALSE\t/\tTRUE\t0\tsid\t42\n");
        Visiting visiting =
                ConfigText.load(
                                folder,
                                """
                                proxies = ["socks5://127.0.0.1:9050", "http://u:$SECRET@h:8080"]
                                no_proxy = "a.example"
                                page_cache_mb = 1
                                [sites.work]
                                hosts = ["in.example", "*.in.example"]
                                headers = { X-Key = "k ${SECRET}" }
                                login = "me:$SECRET"
                                cookies = "%s"
                                proxies = "http://inner:3128"
                                """
                                        .formatted(cookies),
                                Map.of("SECRET", "s3", "NO_PROXY", "b.example,c.example"))
                        .visiting(List.of("mine.example"));
        assertThat(visiting.proxies())
                .containsExactly(
                        new UpstreamProxy(UpstreamProxy.Kind.SOCKS5, "127.0.0.1", 9050, "", ""),
                        new UpstreamProxy(UpstreamProxy.Kind.HTTP, "h", 8080, "u", "s3"));
        assertThat(visiting.direct()).containsExactly("a.example", "b.example", "c.example");
        assertThat(visiting.ownSites()).hasSize(1);
        assertThat(visiting.cacheBytes()).isEqualTo(1_000_000);
        SiteAccess work = visiting.sites().getFirst();
        assertThat(work.name()).isEqualTo("work");
        assertThat(work.headers())
                .containsEntry("X-Key", "k s3")
                .containsEntry("Authorization", "Basic bWU6czM=");
        assertThat(work.cookies()).hasSize(1);
        assertThat(work.proxies()).hasSize(1);
    }

    @Test
    void showsNoSecret() throws IOException {
        Config config =
                ConfigText.load(
                        folder,
                        "[sites.w]\nhosts=\"h.example\"\nheaders = { A = \"geheim\" }\n",
                        Map.of());
        assertThat(config.text(Setting.SITES)).isEqualTo("w=h.example");
    }

    @Test
    void readsWhatTheBrowserMayUse() throws IOException {
        Browsing browsing =
                ConfigText.load(
                                folder,
                                """
                                browser = "wss://user:$KEY@browser.example"
                                [sites.shop]
                                hosts = ["shop.example"]
                                secrets = { PASSWORD = "$KEY" }
                                """,
                                Map.of("KEY", "s3"))
                        .browsing();
        assertThat(browsing.remote().orElseThrow().uri().toString())
                .isEqualTo("wss://user:s3@browser.example");
        assertThat(browsing.secrets())
                .containsExactly(new Secret("PASSWORD", "s3", List.of("shop.example")));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(
                        () -> ConfigText.load(folder, "browser = \"ftp://x\"", Map.of()).browsing())
                .withMessageContaining("wss://");
    }

    @Test
    void withoutASettingTheEnvironmentsProxyIsUsed() throws IOException {
        Visiting visiting =
                ConfigText.load(folder, "", Map.of("HTTPS_PROXY", "http://p:1"))
                        .visiting(List.of("mine.example"));
        assertThat(visiting.proxies())
                .containsExactly(new UpstreamProxy(UpstreamProxy.Kind.HTTP, "p", 1, "", ""));
        assertThat(
                        ConfigText.load(folder, "", Map.of())
                                .visiting(List.of("mine.example"))
                                .proxies())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sites = 3 | [sites.NAME]",
                "[sites]\\nx = 1 | sites.x is no table",
                "[sites.x]\\nheaders = {} | names no hosts",
                "[sites.x]\\nhosts = [\"h\"]\\nhaeders = {} | Did you mean headers",
                "[sites.x]\\nhosts = [\"h\"]\\nheaders = { A = \"$NOPE\" } | $NOPE, which is not set",
                "[sites.x]\\nhosts = [\"h\"]\\nheaders = { A = 1 } | is no text",
                "[sites.x]\\nhosts = [\"h\"]\\nlogin = \"me\" | USER:PASSWORD",
                "[sites.x]\\nhosts = [\"h\"]\\ncookies = \"/nope/c.txt\" | cookies.txt",
                "[sites.x]\\nhosts = [\"http://h/\"] | is no host",
                "[sites.x]\\nhosts = [\"h\"]\\nproxies = \"ftp://h\" | is no proxy",
            })
    void aWrongSettingIsToldWithItsPlace(String text, String told) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> ConfigText.load(folder, text.replace("\\n", "\n"), Map.of()))
                .withMessageContaining(told);
    }
}
