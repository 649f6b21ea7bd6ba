package dev.hoopoe.agent;

/**
 * Tokens spent on a question, over all steps.
 *
 * @param prompt tokens of all prompts, cached ones included
 * @param cached prompt tokens that were not computed again
 * @param output tokens that the model wrote
 */
public record TokenCount(int prompt, int cached, int output) {
    /** Nothing spent. */
    public static final TokenCount NONE = new TokenCount(0, 0, 0);

    /** The sum. */
    public TokenCount plus(TokenCount more) {
        return new TokenCount(prompt + more.prompt, cached + more.cached, output + more.output);
    }
}
