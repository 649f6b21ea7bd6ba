package dev.hoopoe.mcp;

import dev.hoopoe.tools.ResultStore;
import dev.hoopoe.tools.ResultTools;
import dev.hoopoe.tools.ToolBox;

/**
 * Makes a server of a tool author's objects: {@code Hoopoe.tools(new OrderTools()).stdio()} is a
 * whole program. Not thread-safe; use it in {@code main}.
 */
public final class Hoopoe {
    private final ToolBox tools;
    private ServerInfo info = new ServerInfo("hoopoe", version(), "");
    private ServerLimits limits = ServerLimits.DEFAULTS;

    private Hoopoe(ToolBox tools) {
        this.tools = tools;
    }

    /**
     * The {@link dev.hoopoe.tools.Tool} methods of these objects, and {@code result_read} for what
     * is too long to show at once.
     *
     * @throws IllegalArgumentException if a definition is unusable for a model; the text says why
     */
    public static Hoopoe tools(Object... authors) {
        ResultStore results = new ResultStore();
        ToolBox.Builder box = ToolBox.builder().results(results);
        for (Object author : authors) {
            box.add(author);
        }
        return new Hoopoe(box.add(new ResultTools(results)).build());
    }

    /** What clients show as the server's name and version. */
    public Hoopoe named(String name, String version) {
        this.info = new ServerInfo(name, version, info.instructions());
        return this;
    }

    /** What the model should know about the tools together. */
    public Hoopoe instructions(String text) {
        this.info = new ServerInfo(info.name(), info.version(), text);
        return this;
    }

    /** Other limits than {@link ServerLimits#DEFAULTS}. */
    public Hoopoe limits(ServerLimits other) {
        this.limits = other;
        return this;
    }

    /**
     * Serves the client that started this process over standard input and output, and returns when
     * it closes its end. Whatever prints to {@code System.out} from here on prints to standard
     * error.
     */
    public void stdio() throws InterruptedException {
        StdoutGuard streams = StdoutGuard.take();
        new McpStdioServer(tools, info, limits, streams.in(), streams.out()).run();
    }

    private static String version() {
        String version = Hoopoe.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
