package dev.hoopoe.scraping.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.tools.ToolException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "172.31.255.255",
                "192.168.0.1",
                "192.0.0.192",
                "198.19.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "0.0.0.0",
                "[::]",
                "[::1]",
                "[::127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::1]",
                "[2002:7f00:1::]",
                "[2001:0:808:808::f7f7:f7f7]",
                "[2001:db8::1]",
                "[fc00::1]",
                "[fd12::1]",
                "[fe80::1]",
                "[ff02::1]",
                "[::ffff:0:7f00:1]",
                "[4000::1]",
                "[100::1]"
            })
    void refusesWhatIsNotPublic(String host) {
        EgressPolicy policy = new EgressPolicy(List.of(), Resolver.SYSTEM);
        assertThatThrownBy(() -> policy.check(host, 80))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("--allow-host " + host + ":80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "[2606:4700::1]",
                "[64:ff9b::808:808]",
                "[2002:808:808::1]"
            })
    void allowsWhatIsPublic(String host) {
        assertThat(new EgressPolicy(List.of(), Resolver.SYSTEM).check(host, 80)).hasSize(1);
    }

    @Test
    void oneBadAddressAmongGoodOnesIsEnough() {
        EgressPolicy policy = new EgressPolicy(List.of(), host -> List.of(ip(8, 8), ip(10, 0)));
        assertThatThrownBy(() -> policy.check("mixed.example", 80)).hasMessageContaining("private");
    }

    @Test
    void theUserAllowsByNameAndPort() {
        List<AllowedHost> allowed = List.of(AllowedHost.parse("LocalHost:8080"));
        EgressPolicy policy = new EgressPolicy(allowed, host -> List.of(ip(127, 0)));
        assertThat(policy.check("localhost", 8080)).hasSize(1);
        assertThatThrownBy(() -> policy.check("localhost", 8081)).isInstanceOf(ToolException.class);
        assertThatThrownBy(() -> policy.check("127.0.0.1", 8080)).isInstanceOf(ToolException.class);
    }

    @Test
    void allowedHostsAreReadStrictly() {
        assertThat(AllowedHost.parse("box")).isEqualTo(new AllowedHost("box", 0));
        assertThat(AllowedHost.parse("box:80")).isEqualTo(new AllowedHost("box", 80));
        assertThat(AllowedHost.parse("[::1]:8080")).isEqualTo(new AllowedHost("[::1]", 8080));
        assertThatThrownBy(() -> AllowedHost.parse("http://box"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AllowedHost.parse("box/path"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static InetAddress ip(int first, int second) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) first, (byte) second, 0, 1});
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
