package dev.hoopoe.scraping.egress;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The blocks of addresses that are not on the public internet. An IPv6 address that carries an IPv4
 * address (mapped, compatible, NAT64, 6to4) is judged by that one. Immutable.
 */
final class SpecialAddresses {
    private static final String TABLE = "special-purpose.txt";

    private final List<Block> blocks;
    private final IPAddressGenerator generator = new IPAddressGenerator();

    private SpecialAddresses(List<Block> blocks) {
        this.blocks = blocks;
    }

    static SpecialAddresses load() {
        InputStream table =
                Objects.requireNonNull(SpecialAddresses.class.getResourceAsStream(TABLE), TABLE);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return new SpecialAddresses(
                    lines.lines().filter(line -> !line.startsWith("#")).map(Block::parse).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the address is set aside for, or nothing where it is public. */
    Optional<String> purpose(InetAddress address) {
        IPAddress meant = generator.from(embedded(address.getAddress()));
        return blocks.stream()
                .filter(block -> block.range.contains(meant))
                .map(Block::purpose)
                .findFirst();
    }

    private static byte[] embedded(byte[] address) {
        if (address.length == 4) {
            return address;
        }
        boolean compatible = starts(address) && !zero(address, 12, 15);
        boolean mapped = starts(address, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF);
        boolean nat64 = starts(address, 0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0);
        if (mapped || nat64 || compatible) {
            return Arrays.copyOfRange(address, 12, 16);
        }
        boolean sixToFour = starts(address, 0x20, 0x02);
        return sixToFour ? Arrays.copyOfRange(address, 2, 6) : address;
    }

    private static boolean starts(byte[] address, int... prefix) {
        int[] wanted = prefix.length == 0 ? new int[12] : prefix;
        for (int i = 0; i < wanted.length; i++) {
            if ((address[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean zero(byte[] address, int from, int to) {
        for (int i = from; i < to; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private record Block(IPAddress range, String purpose) {
        static Block parse(String line) {
            int space = line.indexOf(' ');
            IPAddress range = new IPAddressString(line.substring(0, space)).getAddress();
            return new Block(range.toPrefixBlock(), line.substring(space + 1));
        }
    }
}
