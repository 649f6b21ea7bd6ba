package dev.hoopoe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "warm-up", hidden = true, description = "Loads classes for the start-up cache.")
final class WarmUpCommand implements Callable<Integer> {
    WarmUpCommand(Shell shell) {}

    @Override
    public Integer call() {
        return 0;
    }
}
