package dev.hoopoe.files;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.hoopoe.tools.ToolException;

/**
 * Compiles a caller's regular expression. RE2/J matches in linear time, but it unrolls counted
 * repeats, so that a short text such as {@code ((a{99}){99}){99}} would fill the memory.
 */
final class LinePattern {
    /** Characters of a pattern. */
    static final int MAX_CHARS = 300;

    /** The product of all repeat counts of a pattern. */
    static final long MAX_REPEATS = 10_000;

    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private LinePattern() {}

    static Pattern compile(String text) {
        if (text.length() > MAX_CHARS || repeats(text) > MAX_REPEATS) {
            throw new ToolException(
                    "The pattern is too large: it may have %d characters, and repeat counts of %d together."
                            .formatted(MAX_CHARS, MAX_REPEATS),
                    "Use a simpler one, or by=text.");
        }
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new ToolException(
                    "The pattern cannot be read: " + e.getDescription() + ".",
                    "RE2 has no look-around and no back references; by=text searches literally.",
                    e);
        }
    }

    private static long repeats(String text) {
        long product = 1;
        Matcher counts = COUNT.matcher(text);
        while (counts.find() && product <= MAX_REPEATS) {
            String most = counts.group(2);
            String count = most == null || most.isEmpty() ? counts.group(1) : most;
            product *= Math.max(1, Long.parseLong(count));
        }
        return product;
    }
}
