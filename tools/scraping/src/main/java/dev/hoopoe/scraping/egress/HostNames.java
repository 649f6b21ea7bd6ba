package dev.hoopoe.scraping.egress;

import dev.hoopoe.tools.ToolException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Brings the host of an address into the one form that the resolver, the policy and the browser
 * read alike: ASCII, lower case, numbers as dotted IPv4 (WHATWG URL, host parser).
 */
final class HostNames {
    /** RFC 1035, 2.3.4. */
    private static final int MAX_CHARS = 253;

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]++(?:\\.[a-z0-9_-]++)*+");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");
    private static final IPAddressStringParameters LITERAL =
            new IPAddressStringParameters.Builder()
                    .allowEmpty(false)
                    .allowAll(false)
                    .allowSingleSegment(true)
                    .allowPrefix(false)
                    .allowMask(false)
                    .allow_inet_aton(true)
                    .setRangeOptions(RangeParameters.NO_RANGE)
                    .toParams();

    private HostNames() {}

    static String canonical(String host) {
        if (host.startsWith("[")) {
            return ipv6(host);
        }
        String name = ascii(host);
        if (ENDS_IN_NUMBER.matcher(name).matches()) {
            return literal(name)
                    .filter(IPAddress::isIPv4)
                    .map(IPAddress::toCanonicalString)
                    .orElseThrow(() -> refused(host, "is no IPv4 address"));
        }
        if (!NAME.matcher(name).matches()) {
            throw refused(host, "is no host name");
        }
        return name;
    }

    /** Whether a canonical host is an address and no name. */
    static boolean isLiteral(String host) {
        return host.startsWith("[") || ENDS_IN_NUMBER.matcher(host).matches();
    }

    private static String ipv6(String host) {
        String inner = host.endsWith("]") ? host.substring(1, host.length() - 1) : "";
        return Optional.of(inner)
                .filter(text -> text.indexOf(':') >= 0 && text.indexOf('%') < 0)
                .flatMap(HostNames::literal)
                .filter(IPAddress::isIPv6)
                .map(address -> "[" + address.toCanonicalString() + "]")
                .orElseThrow(() -> refused(host, "is no IPv6 address"));
    }

    private static Optional<IPAddress> literal(String text) {
        return Optional.ofNullable(new IPAddressString(text, LITERAL).getAddress());
    }

    private static String ascii(String host) {
        try {
            String name = IDN.toASCII(host).toLowerCase(Locale.ROOT);
            String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            if (bare.isEmpty() || bare.length() > MAX_CHARS) {
                throw refused(host, "is no host name");
            }
            return bare;
        } catch (IllegalArgumentException e) {
            throw refused(host, "is no host name");
        }
    }

    private static ToolException refused(String host, String why) {
        return new ToolException(
                "The host \"" + host + "\" " + why + ".",
                "Give an address such as https://example.org/page.");
    }
}
