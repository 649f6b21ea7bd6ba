package dev.hoopoe.inference;

import dev.langchain4j.model.output.TokenUsage;

/** LangChain4j's counts, and how many of the input tokens needed no computing. */
public final class EngineTokenUsage extends TokenUsage {
    private final int cachedTokens;

    EngineTokenUsage(Usage usage) {
        super(usage.promptTokens(), usage.outputTokens());
        this.cachedTokens = usage.cachedTokens();
    }

    public int cachedTokens() {
        return cachedTokens;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof EngineTokenUsage usage
                && usage.cachedTokens == cachedTokens;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + cachedTokens;
    }
}
