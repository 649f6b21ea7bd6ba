package dev.hoopoe.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {
    private static final Optional<ApiKey> KEY = Optional.of(new ApiKey("secret"));

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5", "example.org", "127.0.0.2"})
    void anotherAddressNeedsAKey(String host) {
        assertThatThrownBy(() -> new Binding(host, 1, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(host)
                .hasMessageContaining("API key");
        assertThat(new Binding(host, 1, KEY).answersTo(host)).isTrue();
    }

    @Test
    void theLoopbackNeedsNone() {
        assertThat(Binding.loopback(0).answersTo("LocalHost")).isTrue();
        assertThat(new Binding("::1", 0, Optional.empty()).answersTo("[::1]")).isTrue();
        assertThat(Binding.loopback(0).answersTo("rebound.example")).isFalse();
    }

    @Test
    void oneAddressGoesByItsOwnNameOnly() {
        Binding binding = new Binding("192.168.1.5", 1, KEY);
        assertThat(binding.answersTo("192.168.1.5")).isTrue();
        assertThat(binding.answersTo("192.168.1.6")).isFalse();
        assertThat(new Binding("0.0.0.0", 1, KEY).answersTo("192.168.1.6")).isTrue();
    }

    @Test
    void portsAndKeysMustBeSome() {
        assertThatThrownBy(() -> Binding.loopback(70_000)).hasMessageContaining("65535");
        assertThatThrownBy(() -> new ApiKey("  ")).hasMessageContaining("blank");
    }
}
