package dev.hoopoe.files;

import java.util.Locale;

/** Writes numbers of bytes as people read them. */
final class Sizes {
    private Sizes() {}

    /** Such as {@code 120 B}, {@code 1.4 KB}, {@code 200 MB}; a KB has 1,024 bytes. */
    static String of(long bytes) {
        if (bytes < 1_024) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1_024 && unit < 4) {
            size /= 1_024;
            unit++;
        }
        String form = size < 10 ? "%.1f %cB" : "%.0f %cB";
        return String.format(Locale.ROOT, form, size, "KMGTP".charAt(unit));
    }
}
