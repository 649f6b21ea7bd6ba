package dev.hoopoe.cli;

import dev.hoopoe.agent.servers.Pins;
import dev.hoopoe.agent.servers.Servers;
import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolHandler;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Other people's servers beside a command's own tools; follows their lists. Used by one thread at a
 * time; closing it ends what it started.
 */
final class OtherServers implements AutoCloseable {
    private final Shell shell;
    private final Optional<Servers> servers;
    private final LiveToolBox live;

    private OtherServers(Shell shell, Optional<Servers> servers, ToolBox own) {
        this.shell = shell;
        this.servers = servers;
        this.live = new LiveToolBox(own);
        add();
    }

    /** Starts the chosen servers, if any, and says which of them are of no use. */
    static OtherServers open(Shell shell, ToolChoice choice, ToolBox own) {
        if (choice.servers().isEmpty()) {
            return new OtherServers(shell, Optional.empty(), own);
        }
        Servers servers =
                Servers.open(
                        choice.servers(),
                        shell.environment(),
                        Pins.in(shell.folders().serverPins()),
                        Profile.ALL.tools());
        servers.states().forEach(state -> tell(shell.terminal(), state));
        return new OtherServers(shell, Optional.of(servers), own);
    }

    private static void tell(Terminal terminal, Servers.State state) {
        String name = state.config().name();
        if (!state.problem().isEmpty()) {
            terminal.err().println("  " + Terminal.safe(state.problem()));
        }
        if (state.first()) {
            terminal.err()
                    .println(
                            "  %s is new: its %d tools are offered as they are now."
                                    .formatted(name, state.tools().size()));
        }
        if (!state.waiting().isEmpty()) {
            terminal.err()
                    .println(
                            "  %s has changed %s: not offered until you agree: hoopoe servers trust %s"
                                    .formatted(
                                            name,
                                            Terminal.safe(String.join(", ", state.waiting())),
                                            name));
        }
    }

    /** All tools now, the command's own first. */
    ToolBox box() {
        return live.now();
    }

    /** The names of the servers' tools now. */
    Set<String> names() {
        return handlers().stream().map(t -> t.definition().name()).collect(Collectors.toSet());
    }

    /** Takes up what servers have changed; whether there was something. */
    boolean follow() {
        List<String> before = List.copyOf(names());
        if (!servers.map(Servers::follow).orElse(false)) {
            return false;
        }
        live.remove(before.toArray(String[]::new));
        add();
        servers.ifPresent(s -> s.states().forEach(state -> tell(shell.terminal(), state)));
        return true;
    }

    private void add() {
        handlers().forEach((ToolHandler tool) -> live.add(tool));
    }

    private List<ToolHandler> handlers() {
        return servers.map(Servers::tools).orElse(List.of());
    }

    @Override
    public void close() {
        servers.ifPresent(Servers::close);
    }
}
