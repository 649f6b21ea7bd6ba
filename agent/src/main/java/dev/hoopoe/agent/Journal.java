package dev.hoopoe.agent;

/**
 * Keeps what happens in a conversation, as it happens. Called on the thread of the question; an
 * entry must be kept when {@code add} returns.
 */
@FunctionalInterface
public interface Journal {
    /** Keeps nothing. */
    Journal NONE = entry -> {};

    /**
     * Keeps an entry.
     *
     * @throws JournalException if it cannot be kept; the question then ends before its next call
     */
    void add(Entry entry);
}
