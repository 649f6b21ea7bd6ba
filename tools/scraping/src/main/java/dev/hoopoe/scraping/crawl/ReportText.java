package dev.hoopoe.scraping.crawl;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a crawl's report as lines: what is there, what was left out, and each kind of failure. */
final class ReportText {
    private ReportText() {}

    static String of(CrawlReport report) {
        StringBuilder text = new StringBuilder(summary(report));
        line(text, "not kept", counts(report, false));
        line(text, "left out", pairs(report.leftOut()));
        line(text, "owners say", pairs(report.usage()));
        failures(text, report);
        return text.append('\n').append(next(report)).toString();
    }

    private static String summary(CrawlReport report) {
        double seconds = Math.max(0.001, report.time().toNanos() / 1e9);
        String earlier = report.earlier() == 0 ? "" : ", " + report.earlier() + " of them earlier";
        return String.format(
                Locale.ROOT,
                "%d pages kept%s; %d addresses visited, %.1f MB in %.1f s",
                report.pages(),
                earlier,
                report.visited(),
                report.bytes() / 1e6,
                seconds);
    }

    private static String counts(CrawlReport report, boolean failures) {
        return report.outcomes().entrySet().stream()
                .filter(e -> e.getKey() != Outcome.PAGE && e.getKey().failure() == failures)
                .map(e -> e.getKey() + " " + e.getValue().count())
                .collect(Collectors.joining(", "));
    }

    private static String pairs(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append('\n').append(name).append(": ").append(value);
        }
    }

    private static void failures(StringBuilder text, CrawlReport report) {
        if (counts(report, true).isEmpty()) {
            return;
        }
        text.append("\nfailures (count, examples):");
        report.outcomes()
                .forEach((outcome, tally) -> {
                    if (outcome.failure()) {
                        text.append("\n  ")
                                .append(outcome)
                                .append(' ')
                                .append(tally.count())
                                .append(": ");
                        text.append(String.join(" | ", tally.examples()));
                    }
                });
    }

    private static String next(CrawlReport report) {
        return switch (report.stop()) {
            case COMPLETE -> "complete: nothing is left to visit";
            case ENOUGH ->
                    report.waiting()
                            + " addresses wait: the same crawl with more max_pages goes on";
            case CANCELLED ->
                    "stopped; " + report.waiting() + " addresses wait: the same crawl goes on";
        };
    }
}
