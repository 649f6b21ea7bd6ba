package dev.hoopoe.mcp;

import dev.hoopoe.mcp.http.HttpBinding;
import dev.hoopoe.mcp.http.HttpLimits;
import dev.hoopoe.mcp.http.McpHttpServer;
import dev.hoopoe.tools.Handles;
import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.ResultStore;
import dev.hoopoe.tools.ResultTools;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.ToolGuard;
import dev.hoopoe.tools.UndoStore;
import dev.hoopoe.tools.UndoTools;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes a server of a tool author's objects: {@code Hoopoe.tools(new OrderTools()).stdio()} is a
 * whole program. Not thread-safe; use it in {@code main}.
 */
public final class Hoopoe {
    private ServerInfo info = new ServerInfo("hoopoe", version(), "");
    private final List<Object> authors;
    private final List<ToolGuard> guards = new ArrayList<>();
    private boolean structured;
    private ServerLimits limits = ServerLimits.DEFAULTS;

    private Hoopoe(Object... authors) {
        this.authors = List.of(authors);
    }

    /**
     * The {@link dev.hoopoe.tools.Tool} methods of these objects, or those with LangChain4j's
     * annotation of that name; {@code result_read} for what is too long to show at once; and {@code
     * undo} if one of them is undoable.
     *
     * @throws IllegalArgumentException if a definition is unusable for a model; the text says why
     */
    public static Hoopoe tools(Object... authors) {
        Hoopoe hoopoe = new Hoopoe(authors);
        // Built once to find what is unusable here, where the author looks.
        Objects.requireNonNull(hoopoe.box());
        return hoopoe;
    }

    /** Asks this guard before and after each call; see {@link ToolGuard} for the order. */
    public Hoopoe guard(ToolGuard guard) {
        guards.add(guard);
        return this;
    }

    /** Results also as {@code structuredContent}, with an {@code outputSchema} for each tool. */
    public Hoopoe structured() {
        structured = true;
        return this;
    }

    /** The tools as a client would see them, for tests. */
    public ToolBox box() {
        return box(Handles.numbered(), Handles.numbered());
    }

    private ToolBox box(Handles results, Handles undos) {
        ResultStore kept = new ResultStore(ResultStore.DEFAULT_MAX_CHARS, results);
        UndoStore changes = new UndoStore(undos);
        ToolBox.Builder box = ToolBox.builder();
        authors.forEach(box::add);
        guards.forEach(box::guard);
        box.results(kept).undos(changes).structured(structured).add(new ResultTools(kept));
        if (box.build().definitions().stream().anyMatch(ToolDefinition::undoable)) {
            box.add(new UndoTools(changes));
        }
        return box.build();
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
        stdio(new LiveToolBox(box()));
    }

    /**
     * As {@link #stdio()}, with tools that come and go: a program takes the box from {@link #box},
     * keeps the live one, and changes it from another thread; the client hears of each change.
     */
    public void stdio(LiveToolBox tools) throws InterruptedException {
        StdoutGuard streams = StdoutGuard.take();
        new McpStdioServer(tools, info, limits, streams.in(), streams.out()).run();
    }

    /**
     * Serves clients of this machine over HTTP at {@code http://127.0.0.1:PORT/mcp}; whoever called
     * closes the server. Clients share the tools, so handles cannot be guessed.
     *
     * @param port 0 for any free one
     * @throws IOException if the port cannot be had
     */
    public McpHttpServer http(int port) throws IOException {
        return McpHttpServer.start(
                new LiveToolBox(box(Handles.unguessable(), Handles.unguessable())),
                info,
                HttpBinding.loopback(port),
                HttpLimits.DEFAULTS.callTime(limits.callTime()));
    }

    private static String version() {
        String version = Hoopoe.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
