package dev.hoopoe.cli;

import java.util.Locale;

/** Numbers as people read them: decimal units, as disks and catalogues count. */
final class Sizes {
    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;
    private static final double BILLION = 1e9;

    private Sizes() {}

    static String bytes(long bytes) {
        if (bytes < MILLION) {
            return String.format(Locale.ROOT, "%.0f kB", bytes / THOUSAND);
        }
        return bytes < BILLION
                ? String.format(Locale.ROOT, "%.0f MB", bytes / MILLION)
                : String.format(Locale.ROOT, "%.2f GB", bytes / BILLION);
    }

    /** A number of weights: {@code 494 M}. */
    static String count(long count) {
        if (count < MILLION) {
            return String.format(Locale.ROOT, "%,d", count);
        }
        return count < BILLION
                ? String.format(Locale.ROOT, "%.0f M", count / MILLION)
                : String.format(Locale.ROOT, "%.2f B", count / BILLION);
    }

    /** Megabytes without their unit, for a column. */
    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f", bytes / MILLION);
    }
}
