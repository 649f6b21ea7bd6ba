package dev.hoopoe.documents;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The file for an address: host, then its path, so that a person finds it again. What file systems
 * do not take is replaced, and then a checksum of the whole address keeps two names apart.
 */
final class PageNames {
    static final int MAX_PART_CHARS = 80;

    static final int MAX_PARTS = 12;

    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern FIRST = Pattern.compile("^[.-]");

    private PageNames() {}

    static String of(String url) {
        String rest = url.substring(url.indexOf("://") + 3);
        int query = rest.indexOf('?');
        String place = query < 0 ? rest : rest.substring(0, query);
        List<String> parts = new ArrayList<>();
        for (String part : place.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        boolean folder = place.endsWith("/") || parts.size() == 1;
        String wanted = String.join("/", parts) + (folder ? "/index" : "");
        List<String> safe = parts.stream().limit(MAX_PARTS).map(PageNames::safe).toList();
        String name = String.join("/", safe) + (folder ? "/index" : "");
        boolean ambiguous = query >= 0 || place.endsWith("/index");
        boolean changed = ambiguous || !name.equals(wanted);
        return name + (changed ? "-" + checksum(url) : "") + ".md";
    }

    private static String safe(String part) {
        String clean = FIRST.matcher(OTHER.matcher(part).replaceAll("_")).replaceFirst("_");
        return clean.length() <= MAX_PART_CHARS ? clean : clean.substring(0, MAX_PART_CHARS);
    }

    private static String checksum(String url) {
        CRC32C crc = new CRC32C();
        crc.update(url.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue()).toLowerCase(Locale.ROOT);
    }
}
