package dev.hoopoe.mcp.conformance;

import dev.hoopoe.mcp.ServerInfo;
import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.mcp.catalogue.Change;
import dev.hoopoe.mcp.http.HttpBinding;
import dev.hoopoe.mcp.http.HttpLimits;
import dev.hoopoe.mcp.http.McpHttpServer;
import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.ToolBox;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** {@code serve}'s server class with the suite's fixtures; a program too, for run.sh. */
public final class FixtureServer {
    private FixtureServer() {}

    static McpHttpServer start(int port) throws IOException {
        AtomicReference<Catalogue> own = new AtomicReference<>();
        FixtureTools tools =
                new FixtureTools(
                        () -> own.get().changed(Change.TOOLS),
                        () -> own.get().changed(Change.PROMPTS));
        Catalogue catalogue =
                Catalogue.of(new LiveToolBox(ToolBox.builder().build()))
                        .with(tools)
                        .with(new FixtureResources())
                        .with(new FixturePrompts())
                        .logging();
        own.set(catalogue);
        return McpHttpServer.start(
                catalogue,
                new ServerInfo("hoopoe-fixtures", "1", ""),
                HttpBinding.loopback(port),
                HttpLimits.DEFAULTS);
    }

    /** Serves on the port of the first argument until the process is ended. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (McpHttpServer server = start(Integer.parseInt(arguments[0]))) {
            System.err.println("Serving MCP at " + server.address());
            server.join();
        }
    }
}
