package dev.hoopoe.tools;

import java.util.List;

/**
 * The outcome of a call, ready for a model: a first line for machines, then text within the budget.
 *
 * @param text the whole text, first line included
 * @param error whether the call failed; the text then says what to do next
 * @param handle the id under which the whole result is kept, or "" for an error
 * @param shownTokens estimated tokens of the text shown
 * @param totalTokens estimated tokens of the whole result
 * @param sources where the text comes from
 */
public record ToolResult(
        String text,
        boolean error,
        String handle,
        int shownTokens,
        int totalTokens,
        List<Source> sources) {
    public ToolResult {
        sources = List.copyOf(sources);
    }

    /** Whether a part of the result was left out and can be had by {@code result_read}. */
    public boolean partial() {
        return shownTokens < totalTokens;
    }

    /** An error result: {@code error} as its first word, then the message. */
    public static ToolResult failed(String message) {
        String text = "error: " + message;
        int tokens = Tokens.estimate(text);
        return new ToolResult(text, true, "", tokens, tokens, List.of());
    }
}
