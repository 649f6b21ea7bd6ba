package dev.hoopoe.mcp;

import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.ToolBox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;

/** A server in this process, behind pipes of the operating system. */
final class RunningServer {
    final BirdTools birds = new BirdTools();
    final LiveToolBox tools;
    final Client client;
    private final Pipe in = Pipe.open();
    private final Pipe out = Pipe.open();
    private final Thread thread;

    RunningServer(ServerLimits limits) throws IOException {
        this(limits, false);
    }

    RunningServer(ServerLimits limits, boolean structured) throws IOException {
        tools = new LiveToolBox(ToolBox.builder().add(birds).structured(structured).build());
        InputStream fromClient = Channels.newInputStream(in.source());
        OutputStream toClient = Channels.newOutputStream(out.sink());
        McpStdioServer server =
                new McpStdioServer(
                        tools,
                        new ServerInfo("birds", "1.0", "Birds are shy."),
                        limits,
                        fromClient,
                        toClient);
        thread = Thread.ofPlatform().start(() -> run(server));
        client =
                new Client(
                        Channels.newOutputStream(in.sink()), Channels.newInputStream(out.source()));
    }

    private void run(McpStdioServer server) {
        try {
            server.run();
            out.sink().close();
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the server returned within the time. */
    boolean ended(Duration within) throws InterruptedException {
        return thread.join(within);
    }

    void close() throws IOException, InterruptedException {
        in.sink().close();
        thread.join(Duration.ofSeconds(5));
        in.source().close();
        out.source().close();
    }
}
