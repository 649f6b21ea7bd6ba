package dev.hoopoe.cli;

import dev.hoopoe.agent.sessions.Session;
import dev.hoopoe.agent.sessions.SessionStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and where a command's conversation is kept. */
final class SessionOptions {
    @Option(
            names = "--resume",
            arity = "0..1",
            fallbackValue = SessionStore.LAST,
            paramLabel = "SESSION",
            description = "Go on with a kept conversation; without a name, with the last one.")
    private @Nullable String resumed;

    @Option(names = "--no-session", description = "Keep nothing of this conversation.")
    private boolean none;

    /** Fails now rather than after a model has been loaded. */
    void check(SessionStore store) {
        if (none && resumed != null) {
            throw new UsageException(
                    "--resume and --no-session exclude each other. Leave one out.");
        }
        if (resumed != null) {
            store.find(resumed);
        }
    }

    /** The session to keep the conversation in, opened; empty if it is not to be kept. */
    Optional<Session> open(SessionStore store) {
        if (none) {
            return Optional.empty();
        }
        return Optional.of(resumed == null ? store.create() : store.open(resumed));
    }
}
