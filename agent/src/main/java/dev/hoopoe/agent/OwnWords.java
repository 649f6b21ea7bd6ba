package dev.hoopoe.agent;

import dev.hoopoe.tools.ToolDefinition;
import java.util.List;
import java.util.Map;

/**
 * Decides whether a call that sends outside carries only what the user wrote, so that nobody need
 * be asked even after private data and a stranger's text were read. Choosing among the user's words
 * tells a little too; therefore only so many such calls pass for each question. Used by one thread
 * at a time.
 */
final class OwnWords {
    /**
     * How many calls pass for one question; each could tell a reader outside a few bits by which of
     * the user's words it carries.
     */
    static final int MOST_CALLS = 8;

    /** Larger numbers could spell something. */
    static final int LARGEST_NUMBER = 100;

    private int userLength;
    private int passed;

    /** Whether the call may pass unasked; counts it if so. */
    boolean pass(ToolDefinition tool, Map<String, Object> arguments, String userText) {
        if (userText.length() != userLength) {
            userLength = userText.length();
            passed = 0;
        }
        boolean own =
                arguments.entrySet().stream()
                        .allMatch(e -> own(tool, e.getKey(), e.getValue(), userText));
        return own && passed++ < MOST_CALLS;
    }

    private static boolean own(ToolDefinition tool, String name, Object value, String userText) {
        return switch (value) {
            case Boolean _ -> true;
            case Number number -> small(number) || written(number.toString(), userText);
            case String text -> oneOf(tool, name, text) || written(text, userText);
            default -> written(value.toString(), userText);
        };
    }

    private static boolean small(Number number) {
        double value = number.doubleValue();
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_NUMBER;
    }

    /** A word that the tool itself offers says nothing about anything that was read. */
    private static boolean oneOf(ToolDefinition tool, String name, String text) {
        return Hands.properties(tool).get(name) instanceof Map<?, ?> schema
                && schema.get("enum") instanceof List<?> values
                && values.contains(text);
    }

    /** In whole words: every letter stands somewhere in what the user wrote. */
    private static boolean written(String text, String userText) {
        for (int at = userText.indexOf(text); at >= 0; at = userText.indexOf(text, at + 1)) {
            int end = at + text.length();
            if (!text.isEmpty() && !joined(userText, at) && !joined(userText, end)) {
                return true;
            }
        }
        return text.isEmpty();
    }

    private static boolean joined(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at));
    }
}
