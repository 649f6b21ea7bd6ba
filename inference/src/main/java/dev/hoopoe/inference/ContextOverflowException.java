package dev.hoopoe.inference;

/**
 * Prompt and answer together are longer than the context. Nothing was cut and nothing was computed.
 */
public final class ContextOverflowException extends InferenceException {
    private static final long serialVersionUID = 1;

    private final int promptTokens;
    private final int outputTokens;
    private final int contextLength;

    ContextOverflowException(int promptTokens, int outputTokens, int contextLength) {
        super(
                "The prompt has "
                        + promptTokens
                        + " tokens and the answer needs room for "
                        + outputTokens
                        + ", together "
                        + (promptTokens + outputTokens)
                        + "; the context holds "
                        + contextLength
                        + ". Shorten the conversation, or use a longer context.");
        this.promptTokens = promptTokens;
        this.outputTokens = outputTokens;
        this.contextLength = contextLength;
    }

    public int promptTokens() {
        return promptTokens;
    }

    /** The room that was asked for. */
    public int outputTokens() {
        return outputTokens;
    }

    public int contextLength() {
        return contextLength;
    }
}
