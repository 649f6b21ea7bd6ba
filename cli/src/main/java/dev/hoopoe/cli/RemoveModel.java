package dev.hoopoe.cli;

import dev.hoopoe.inference.models.ModelStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description = "Removes a model from this machine.",
        mixinStandardHelpOptions = true)
final class RemoveModel implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "MODEL", description = "A name that 'hoopoe models list' shows.")
    private String model = "";

    RemoveModel(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        ModelStore store = new Models(shell).store();
        long freed = store.remove(model);
        shell.terminal().out().println("removed " + model + ", " + Sizes.bytes(freed));
        return 0;
    }
}
