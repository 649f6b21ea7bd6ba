package dev.hoopoe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Settings as a user writes them. */
final class ConfigText {
    private ConfigText() {}

    /** Writes the text into the folder's configuration file and loads it. */
    static Config load(Path folder, String text, Map<String, String> environment)
            throws IOException {
        Path file = folder.resolve("config.toml");
        Files.writeString(file, text);
        return Config.load(file, environment);
    }
}
