package dev.hoopoe.agent;

import java.util.Map;

/** Hears what happens while a question is worked on, on the loop's thread, as it happens. */
public interface AgentListener {
    /** The model starts to read or write; {@code step} counts from 1. */
    default void thinking(int step) {}

    /** A piece of the answer. */
    default void text(String piece) {}

    /** A tool is about to run. */
    default void calling(String tool, Map<String, Object> arguments) {}

    /** A running tool tells how far it is. */
    default void progress(String tool, String message) {}

    /** A tool has run. */
    default void called(Step step) {}

    /** Something that the user should know: a refusal, a retry, a limit. */
    default void note(String message) {}
}
