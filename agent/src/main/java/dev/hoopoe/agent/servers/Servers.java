package dev.hoopoe.agent.servers;

import dev.hoopoe.agent.servers.Pins.Verdict;
import dev.hoopoe.tools.ToolHandler;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The user's other servers and their tools. Opening starts them side by side; one that fails is
 * left out and told of, never in the way of the others. Thread-safe. Closing it ends every program
 * that it started.
 */
public final class Servers implements AutoCloseable {
    private final List<RemoteServer> servers;
    private final Pins pins;
    private final Collection<String> taken;
    private final AtomicInteger changes;
    private volatile List<State> states = List.of();
    private int seen;

    private Servers(
            List<RemoteServer> servers,
            Pins pins,
            Collection<String> taken,
            AtomicInteger changes) {
        this.servers = List.copyOf(servers);
        this.pins = pins;
        this.taken = List.copyOf(taken);
        this.changes = changes;
    }

    /**
     * How a server is.
     *
     * @param version what it calls itself; "" where it does not answer
     * @param problem why it is of no use; "" where it is
     * @param tools what it offers and the user has agreed to
     * @param waiting names of tools that came or changed since the user agreed
     * @param first whether it was seen for the first time, and so agreed to now
     */
    public record State(
            ServerConfig config,
            String version,
            String problem,
            List<ToolHandler> tools,
            List<String> waiting,
            boolean first) {
        public State {
            tools = List.copyOf(tools);
            waiting = List.copyOf(waiting);
        }
    }

    /**
     * Starts the servers that are enabled and asks each for its tools; takes as long as the
     * slowest, at most a minute.
     *
     * @param environment what variables stand for
     * @param taken names that no tool may get
     */
    public static Servers open(
            List<ServerConfig> configs,
            Map<String, String> environment,
            Pins pins,
            Collection<String> taken) {
        AtomicInteger changes = new AtomicInteger();
        List<RemoteServer> servers =
                configs.stream()
                        .filter(ServerConfig::enabled)
                        .map(c ->
                                new RemoteServer(
                                        c,
                                        environment,
                                        changes::incrementAndGet,
                                        InstantSource.system()))
                        .toList();
        Servers all = new Servers(servers, pins, taken, changes);
        all.look();
        return all;
    }

    /** How each server was when it was last asked, in the order of the file. */
    public List<State> states() {
        return states;
    }

    /** All tools that the user has agreed to, in the order of the file and of each server. */
    public List<ToolHandler> tools() {
        return states.stream().flatMap(s -> s.tools().stream()).toList();
    }

    /** Asks the servers again if one of them has said that its tools changed; whether it did. */
    public synchronized boolean follow() {
        if (changes.get() == seen) {
            return false;
        }
        look();
        return true;
    }

    private synchronized void look() {
        seen = changes.get();
        List<Future<Answer>> asked;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = servers.stream().map(s -> threads.submit(() -> ask(s))).toList();
        }
        ToolNames names = new ToolNames(taken);
        states = asked.stream().map(Future::resultNow).map(a -> state(a, names)).toList();
    }

    /** What a server answered; {@code verdict} is empty where it did not. */
    private record Answer(
            RemoteServer server, String version, String problem, Optional<Verdict> verdict) {}

    private Answer ask(RemoteServer server) {
        try {
            List<McpSchema.Tool> tools = server.tools();
            Verdict verdict = pins.judge(server.name(), tools);
            return new Answer(server, server.version(), "", Optional.of(verdict));
        } catch (ServerException | UncheckedIOException e) {
            return new Answer(server, "", String.valueOf(e.getMessage()), Optional.empty());
        }
    }

    private static State state(Answer answer, ToolNames names) {
        RemoteServer server = answer.server();
        Verdict verdict = answer.verdict().orElse(new Verdict(List.of(), List.of(), false));
        List<ToolHandler> tools = new ArrayList<>();
        for (McpSchema.Tool tool : verdict.agreed()) {
            tools.add(new RemoteTool(server, tool, names.name(server.name(), tool.name())));
        }
        return new State(
                server.config(),
                answer.version(),
                answer.problem(),
                tools,
                verdict.other().stream().map(McpSchema.Tool::name).toList(),
                verdict.first());
    }

    @Override
    public void close() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            servers.forEach(server -> threads.execute(server::close));
        }
    }
}
