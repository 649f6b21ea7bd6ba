package dev.hoopoe.scraping.egress;

import dev.hoopoe.tools.ToolException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web address that every part of Hoopoe reads alike: http or https, no user name, host in
 * canonical form, dot segments resolved (RFC 3986, 5.2.4), everything in ASCII. What two parsers
 * could read differently (backslashes, control characters, missing slashes) is refused, because
 * such differences lead a checked address to an unchecked host.
 *
 * @param uri without fragment
 * @param fragment with its {@code #}, or ""
 */
public record WebUrl(URI uri, String fragment) {
    /** Longer addresses are refused; browsers and servers disagree on them anyway. */
    public static final int MAX_CHARS = 4_096;

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");
    private static final Pattern HOST_AND_PORT = Pattern.compile("[^/?#:]+:\\d{1,5}(?:[/?#].*)?");
    private static final Pattern LOCAL = Pattern.compile("(?i)(?:localhost|[\\d.]+)(?:[:/?#].*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(?::(\\d*))?");
    private static final Pattern SPLIT = Pattern.compile("([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
    private static final String LEGAL = "-._~:/?[]@!$&'()*+,;=";
    private static final int MAX_PORT = 65_535;

    /**
     * Reads an address as a person or a model writes it; without a scheme it is https.
     *
     * @throws ToolException if it is no web address or could be read in two ways
     */
    public static WebUrl parse(String text) {
        String url = text.strip();
        if (url.isEmpty() || url.length() > MAX_CHARS) {
            throw refused(url, "has " + url.length() + " characters, of 1 to " + MAX_CHARS);
        }
        if (!text.chars().allMatch(WebUrl::unambiguous)) {
            throw refused(url, "holds a control character or a backslash");
        }
        Matcher scheme = SCHEME.matcher(url);
        if (!scheme.matches() || HOST_AND_PORT.matcher(url).matches()) {
            return of(LOCAL.matcher(url).matches() ? "http" : "https", url, url);
        }
        String name = scheme.group(1).toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            throw refused(url, "is " + name + ": and only http and https are fetched");
        }
        if (!scheme.group(2).startsWith("//")) {
            throw refused(url, "lacks the two slashes after " + name + ":");
        }
        return of(name, scheme.group(2).substring(2), url);
    }

    /** The address to which a {@code Location} or a link of this page leads. */
    public WebUrl resolve(String reference) {
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        String ref = reference.strip();
        if (SCHEME.matcher(ref).matches()) {
            return parse(ref);
        }
        if (ref.startsWith("//")) {
            return parse(uri.getScheme() + ":" + ref);
        }
        if (ref.startsWith("/")) {
            return parse(origin + ref);
        }
        String path = uri.getRawPath();
        if (ref.startsWith("?") || ref.startsWith("#") || ref.isEmpty()) {
            return parse(origin + path + ref);
        }
        return parse(origin + path.substring(0, path.lastIndexOf('/') + 1) + ref);
    }

    /** The host in canonical form; an IPv6 address in brackets. */
    public String host() {
        return uri.getHost();
    }

    /** The port, also where the address leaves it to the scheme. */
    public int port() {
        boolean secure = uri.getScheme().equals("https");
        return uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    }

    /** Scheme, host and port: what robots.txt and cookies belong to. */
    public String origin() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** The address as text, with its fragment. */
    @Override
    public String toString() {
        return uri + fragment;
    }

    private static WebUrl of(String scheme, String rest, String shown) {
        Matcher parts = SPLIT.matcher(rest);
        if (!parts.matches()) {
            throw refused(shown, "is no address");
        }
        String authority = authority(scheme, parts.group(1), shown);
        String path = path(encode(parts.group(2)));
        String query = parts.group(3) == null ? "" : encode(parts.group(3));
        String fragment = parts.group(4) == null ? "" : "#" + encode(parts.group(4).substring(1));
        URI uri = URI.create(scheme + "://" + authority + path + query);
        if (uri.getHost() == null) {
            throw refused(shown, "has a host name with characters that names do not have");
        }
        return new WebUrl(uri, fragment);
    }

    private static String authority(String scheme, String text, String shown) {
        if (text.indexOf('@') >= 0) {
            throw refused(shown, "names a user before the host");
        }
        Matcher parts = AUTHORITY.matcher(text);
        if (text.indexOf('%') >= 0 || !parts.matches()) {
            throw refused(shown, "has no host that can be read in one way only");
        }
        String host = HostNames.canonical(parts.group(1));
        String port = parts.group(2) == null ? "" : parts.group(2);
        boolean standard = port.isEmpty() || port.equals(scheme.equals("https") ? "443" : "80");
        return standard ? host : host + ":" + port(port, shown);
    }

    private static int port(String digits, String shown) {
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw refused(shown, "names port " + digits + ", of 1 to " + MAX_PORT);
        }
        return port;
    }

    /** Resolves dot segments, also the encoded ones that servers decode (RFC 3986, 5.2.4). */
    private static String path(String raw) {
        List<String> kept = new ArrayList<>();
        List<String> segments = List.of(raw.split("/", -1));
        for (String segment : segments.subList(Math.min(1, segments.size()), segments.size())) {
            switch (segment.replaceAll("(?i)%2e", ".")) {
                case "." -> {}
                case ".." -> dropLast(kept);
                default -> kept.add(segment);
            }
        }
        String last = segments.getLast().replaceAll("(?i)%2e", ".");
        boolean folder = (last.equals(".") || last.equals("..")) && !kept.isEmpty();
        return "/" + String.join("/", kept) + (folder ? "/" : "");
    }

    private static void dropLast(List<String> segments) {
        if (!segments.isEmpty()) {
            segments.removeLast();
        }
    }

    private static String encode(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            String one = Character.toString(c);
            if ((c == '%' && escape(text, i)) || legal(c)) {
                out.append(one);
            } else {
                for (byte b : one.getBytes(StandardCharsets.UTF_8)) {
                    out.append(String.format("%%%02X", b & 0xFF));
                }
            }
            i += one.length();
        }
        return out.toString();
    }

    private static boolean escape(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    private static boolean legal(int c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        boolean bracket = c == '[' || c == ']';
        return letter || (c >= '0' && c <= '9') || (LEGAL.indexOf(c) >= 0 && !bracket);
    }

    private static boolean unambiguous(int c) {
        return c >= 0x20 && c != 0x7F && c != '\\' && !Character.isISOControl(c);
    }

    private static ToolException refused(String url, String why) {
        String shown = url.length() > 200 ? url.substring(0, 200) + "…" : url;
        return new ToolException(
                "The address \"" + shown + "\" " + why + ".",
                "Give one such as https://example.org/page.");
    }
}
