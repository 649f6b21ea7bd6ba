package dev.hoopoe.scraping.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.ToolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
    @ParameterizedTest
    @CsvSource({
        "example.org, https://example.org/",
        "example.org:8443/a, https://example.org:8443/a",
        "localhost:8080/x, http://localhost:8080/x",
        "HTTP://Example.ORG.:80/a?b=c#d, http://example.org/a?b=c#d",
        "https://example.org/a/../b/./c/%2e%2E/d, https://example.org/b/d",
        "https://example.org//a//b, https://example.org//a//b",
        "https://example.org/a b/ü, https://example.org/a%20b/%C3%BC",
        "https://example.org/100%, https://example.org/100%25",
        "https://bücher.example/, https://xn--bcher-kva.example/",
        "http://0x7f.0.0.1/, http://127.0.0.1/",
        "http://2130706433/, http://127.0.0.1/",
        "http://0177.1/, http://127.0.0.1/",
        "http://①②⑦.⓪.⓪.①/, http://127.0.0.1/",
        "http://[0:0::1]/, http://[::1]/",
    })
    void readsAddressesInOneForm(String text, String address) {
        assertThat(WebUrl.parse(text)).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://example.org/",
                "file:///etc/hosts",
                "javascript:alert(1)",
                "http:example.org",
                "http:/example.org",
                "http:\\\\example.org",
                "http://a\\@b/",
                "http://user@example.org/",
                "http://exa%6dple.org/",
                "http://[::1",
                "http://[::1%25eth0]/",
                "http://4294967296/",
                "http://1.2.3.4.5/",
                "http://example.org:0/",
                "http://example.org:99999/",
                "http://exa mple.org/",
                "http://example..org/",
                "http://example.org/\r\nHost: x",
                "http://a_b.example/",
                "http:///path"
            })
    void refusesWhatCouldBeReadInTwoWays(String text) {
        assertThatThrownBy(() -> WebUrl.parse(text)).isInstanceOf(ToolException.class);
    }

    @Test
    void refusesWithoutEnd() {
        String endless = "https://example.org/" + "a".repeat(WebUrl.MAX_CHARS);
        assertThatThrownBy(() -> WebUrl.parse(endless)).hasMessageContaining("characters");
    }

    @ParameterizedTest
    @CsvSource({
        "b, https://example.org/x/b",
        "../b, https://example.org/b",
        "/b, https://example.org/b",
        "//other.example/b, https://other.example/b",
        "?q, https://example.org/x/a?q",
        "http://other.example, http://other.example/",
    })
    void followsReferences(String reference, String address) {
        WebUrl page = WebUrl.parse("https://example.org/x/a?p=1");
        assertThat(page.resolve(reference)).hasToString(address);
    }
}
