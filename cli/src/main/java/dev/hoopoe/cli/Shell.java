package dev.hoopoe.cli;

import dev.hoopoe.agent.sessions.SessionStore;
import java.util.Map;

/** What every command gets: the streams, the folders, the environment. */
record Shell(Terminal terminal, Folders folders, Map<String, String> environment) {
    Shell {
        environment = Map.copyOf(environment);
    }

    /** The settings, read anew. */
    Config config() {
        return Config.load(folders.configFile(), environment);
    }

    /** The user's kept conversations. */
    SessionStore sessions() {
        return SessionStore.in(folders.sessions());
    }
}
