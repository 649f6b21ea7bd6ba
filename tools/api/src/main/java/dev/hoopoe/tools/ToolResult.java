package dev.hoopoe.tools;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a call, ready for a model: a first line for machines, then text within the budget.
 *
 * @param text the whole text, first line included
 * @param error whether the call failed; the text then says what to do next
 * @param handle the id under which the whole result is kept, or "" for an error
 * @param shownTokens estimated tokens of the text shown
 * @param totalTokens estimated tokens of the whole result
 * @param sources where the text comes from
 * @param facts the {@code key=value} pairs of the first line
 * @param structured the whole result as ordered maps, lists and scalars, where the tool box was
 *     asked for it and the tool has one; else empty
 */
public record ToolResult(
        String text,
        boolean error,
        String handle,
        int shownTokens,
        int totalTokens,
        List<Source> sources,
        Map<String, String> facts,
        Map<String, Object> structured) {
    public ToolResult {
        sources = List.copyOf(sources);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** A result without facts and structure. */
    public ToolResult(
            String text,
            boolean error,
            String handle,
            int shownTokens,
            int totalTokens,
            List<Source> sources) {
        this(text, error, handle, shownTokens, totalTokens, sources, Map.of(), Map.of());
    }

    /** The text below the first line; of an error, its message. */
    public String body() {
        if (error) {
            return text.startsWith(ERROR) ? text.substring(ERROR.length()) : text;
        }
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(end + 1);
    }

    private static final String ERROR = "error: ";

    /** Whether a part of the result was left out and can be had by {@code result_read}. */
    public boolean partial() {
        return shownTokens < totalTokens;
    }

    /** An error result: {@code error} as its first word, then the message. */
    public static ToolResult failed(String message) {
        String text = ERROR + message;
        int tokens = Tokens.estimate(text);
        return new ToolResult(text, true, "", tokens, tokens, List.of());
    }
}
