package dev.hoopoe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Run by the launcher in the background, under a JVM that records what is loaded. */
@Command(name = "warm-up", hidden = true, description = "Loads classes for the start-up cache.")
final class WarmUpCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "Only what this command needs until it answers.")
    private @Nullable String command;

    WarmUpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Path place = Files.createTempDirectory("hoopoe-warm-up");
        try {
            WarmUp warmUp = new WarmUp(shell, place);
            if ("serve".equals(command)) {
                warmUp.runServer();
            } else {
                warmUp.run();
            }
        } finally {
            delete(place);
        }
        return 0;
    }

    private static void delete(Path place) throws IOException {
        try (Stream<Path> walk = Files.walk(place)) {
            List<Path> inside = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inside) {
                Files.delete(path);
            }
        }
    }
}
