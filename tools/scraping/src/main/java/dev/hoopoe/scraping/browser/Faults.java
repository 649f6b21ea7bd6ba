package dev.hoopoe.scraping.browser;

import com.microsoft.playwright.PlaywrightException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a few words what Playwright says in many lines. */
final class Faults {
    private static final int MAX_CHARS = 160;
    private static final Pattern COVER =
            Pattern.compile("(<[^>]{1,80}>).{0,200}intercepts pointer");
    private static final List<String> CAUSES =
            List.of(
                    "not visible",
                    "not enabled",
                    "not stable",
                    "not editable",
                    "outside of the viewport");

    private Faults() {}

    /** The reason, without an end mark. */
    static String reason(PlaywrightException e) {
        String said = String.valueOf(e.getMessage());
        Matcher cover = COVER.matcher(said);
        if (cover.find()) {
            return "it is covered by " + cover.group(1);
        }
        Optional<String> cause = CAUSES.stream().filter(said::contains).findFirst();
        return cause.map(c -> "it is " + c).orElseGet(() -> firstLine(said));
    }

    // Playwright puts its message in braces on lines of its own.
    private static String firstLine(String said) {
        String line =
                said.lines()
                        .map(l -> l.strip().replaceFirst("^message='", ""))
                        .filter(l -> !l.isEmpty() && !l.endsWith("{"))
                        .findFirst()
                        .orElse("no reason given")
                        .replaceFirst("^(?:Error|TimeoutError): ", "")
                        .replaceFirst("[.']+$", "");
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS) + "…";
    }
}
