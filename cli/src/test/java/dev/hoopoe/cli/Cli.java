package dev.hoopoe.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the whole command in this process, with folders of its own and its streams caught. */
final class Cli {
    private final Folders folders;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Cli(Path home) {
        folders = new Folders(home.resolve("config"), home.resolve("data"), home.resolve("cache"));
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    int run(String... arguments) {
        out.reset();
        err.reset();
        return Main.commandLine(shell()).execute(arguments);
    }

    Shell shell() {
        return new Shell(Terminal.plain(stream(out), stream(err)), folders, environment);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    Folders folders() {
        return folders;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
