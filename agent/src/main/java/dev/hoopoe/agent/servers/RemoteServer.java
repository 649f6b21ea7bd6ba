package dev.hoopoe.agent.servers;

import dev.hoopoe.tools.Call;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Supervises one server: opens it when it is first needed, notices its end, opens it again, and
 * waits longer after each failure. Thread-safe; calls run side by side.
 */
final class RemoteServer implements AutoCloseable {
    /** How long after a failure it is not tried again; doubled with each. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** The longest of these waits. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final ServerConfig config;
    private final Map<String, String> environment;
    private final Runnable onChange;
    private final InstantSource clock;
    private @Nullable Connection connection;
    private Duration wait = FIRST_WAIT;
    private Instant notBefore = Instant.MIN;
    private String lastFailure = "";
    private boolean closed;

    RemoteServer(
            ServerConfig config,
            Map<String, String> environment,
            Runnable onChange,
            InstantSource clock) {
        this.config = config;
        this.environment = environment;
        this.onChange = onChange;
        this.clock = clock;
    }

    String name() {
        return config.name();
    }

    ServerConfig config() {
        return config;
    }

    List<McpSchema.Tool> tools() {
        return connected().tools();
    }

    String version() {
        return connected().serverVersion();
    }

    /**
     * Calls a tool. A server that is found dead is opened once more; a call during which it dies is
     * made again only where that can do no harm.
     */
    CallToolResult call(String tool, Map<String, Object> arguments, Call call, boolean repeatable) {
        Connection used = connected();
        try {
            return used.call(tool, arguments, call);
        } catch (ServerException e) {
            if (used.alive() || !repeatable) {
                throw e;
            }
            call.checkCancelled();
            return connected().call(tool, arguments, call);
        }
    }

    private synchronized Connection connected() {
        if (closed) {
            throw new ServerException("The server " + name() + " is closed.");
        }
        if (connection != null && connection.alive()) {
            return connection;
        }
        drop();
        Duration left = Duration.between(clock.instant(), notBefore);
        if (left.isPositive()) {
            throw new ServerException(
                    "%s It is tried again in %d s.".formatted(lastFailure, left.toSeconds() + 1));
        }
        try {
            Connection opened = Connection.open(config, environment, onChange);
            connection = opened;
            wait = FIRST_WAIT;
            return opened;
        } catch (ServerException e) {
            lastFailure = String.valueOf(e.getMessage());
            notBefore = clock.instant().plus(wait);
            wait =
                    wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0
                            ? LONGEST_WAIT
                            : wait.multipliedBy(2);
            throw e;
        }
    }

    private void drop() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop();
    }
}
