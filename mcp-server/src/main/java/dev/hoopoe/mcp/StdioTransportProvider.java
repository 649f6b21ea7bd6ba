package dev.hoopoe.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Gives the SDK its one session over standard input and output, and hands on what the SDK sends.
 *
 * <p>Drop when SDK 3 mends its own: that of 2.1.0 loses answers under concurrent calls and falls
 * silent on a malformed line.
 */
final class StdioTransportProvider implements McpServerTransportProvider {
    private final McpJsonMapper json;
    private final Consumer<McpSchema.JSONRPCMessage> sender;
    private @Nullable McpServerSession session;
    private volatile boolean ready;

    /**
     * @param sender writes a message; called from any thread
     */
    StdioTransportProvider(McpJsonMapper json, Consumer<McpSchema.JSONRPCMessage> sender) {
        this.json = json;
        this.sender = sender;
    }

    /** The session; there is one from the moment that the SDK's server was built. */
    McpServerSession session() {
        return Objects.requireNonNull(session, "The server was not built yet.");
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory factory) {
        session = factory.create(new Transport());
    }

    @Override
    public List<String> protocolVersions() {
        return List.of(
                ProtocolVersions.MCP_2024_11_05,
                ProtocolVersions.MCP_2025_03_26,
                ProtocolVersions.MCP_2025_06_18,
                ProtocolVersions.MCP_2025_11_25);
    }

    /** The client has said {@code initialized}: from now on it may be told things. */
    void ready() {
        ready = true;
    }

    @Override
    public Mono<Void> notifyClients(String method, @Nullable Object params) {
        // Before that a client has not listed the tools, so it misses nothing.
        return ready ? session().sendNotification(method, params) : Mono.empty();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return session().closeGracefully();
    }

    /** The session's end of the streams, which belong to the server. */
    private final class Transport implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
            return Mono.fromRunnable(() -> sender.accept(message));
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
            return json.convertValue(data, type);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.empty();
        }
    }
}
