package dev.hoopoe.mcp;

import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.mcp.catalogue.RpcException;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.LiveToolBox;
import dev.hoopoe.tools.ToolBox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves a tool box to one client over a pair of streams, one message of JSON-RPC a line (MCP
 * 2025-11-25, Transports, stdio; older clients down to 2024-11-05 too).
 *
 * <p>Each call runs on a virtual thread of its own. The server ends when the client closes its end,
 * which is also what the death of the client's process looks like. It does not close the streams.
 */
public final class McpStdioServer {
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(250);
    private static final int TICKS_PER_LOOK = 8;
    private static final Duration UNWIND = Duration.ofMillis(400);

    private final ServerLimits limits;
    private final LineReader in;
    private final LineWriter out;
    private final OpenCalls calls;
    private final Replies replies;
    private final Catalogue catalogue;
    private final MessageDecoder decoder;
    private final Dispatcher dispatcher;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean broken;
    private int ticks;

    /** A server with {@link ServerLimits#DEFAULTS}. */
    public McpStdioServer(ToolBox tools, ServerInfo info, InputStream in, OutputStream out) {
        this(tools, info, ServerLimits.DEFAULTS, in, out);
    }

    /** A server of tools that stay as they are. */
    public McpStdioServer(
            ToolBox tools, ServerInfo info, ServerLimits limits, InputStream in, OutputStream out) {
        this(new LiveToolBox(tools), info, limits, in, out);
    }

    /** A server of tools that come and go. */
    public McpStdioServer(
            LiveToolBox tools,
            ServerInfo info,
            ServerLimits limits,
            InputStream in,
            OutputStream out) {
        this(Catalogue.of(tools), info, limits, in, out);
    }

    /** A server of everything in a catalogue; it serves once {@link #run} is called. */
    public McpStdioServer(
            Catalogue catalogue,
            ServerInfo info,
            ServerLimits limits,
            InputStream in,
            OutputStream out) {
        this.limits = limits;
        this.in = new LineReader(in, limits.maxLineBytes());
        this.out = new LineWriter(out, this::stopReading);
        this.calls = new OpenCalls(limits);
        this.replies = new Replies(calls, this.out);
        this.catalogue = catalogue;
        this.decoder = new MessageDecoder(json(limits));
        this.dispatcher = new Dispatcher(catalogue, info, limits.callTime(), calls, replies);
    }

    private static JsonMapper json(ServerLimits limits) {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(ServerLimits.MAX_DEPTH)
                        .maxStringLength(limits.maxLineBytes())
                        .build();
        return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
                .build();
    }

    /**
     * Serves until the client closes its end, then gives open calls a moment, cancels the rest and
     * returns, at most two seconds later. Call it once.
     *
     * @throws InterruptedException if this thread is interrupted; open calls are cancelled then too
     */
    public void run() throws InterruptedException {
        // A blocked read cannot be interrupted, so it must not keep the process alive.
        Thread.ofPlatform().daemon().name("mcp-reader").start(this::read);
        try (Call.Registration _ = catalogue.onChange(dispatcher::changed)) {
            while (!ended.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                calls.overrun().forEach(this::giveUp);
                look();
            }
            if (!broken) {
                calls.awaitNone(limits.drain());
            }
        } finally {
            calls.cancelAll();
            calls.awaitNone(UNWIND);
            out.close();
        }
    }

    /** Watched resources are looked at now and then. */
    private void look() {
        if (++ticks % TICKS_PER_LOOK == 0) {
            dispatcher.look();
        }
    }

    private void giveUp(OpenCall call) {
        // A client that does not read must not keep the watch from seeing the end of input.
        Thread.ofVirtual()
                .name("mcp-overrun")
                .start(() -> replies.answer(call, Catalogue.overrun(limits.callTime())));
    }

    private void stopReading() {
        broken = true;
        ended.countDown();
    }

    private void read() {
        try {
            while (!broken && next()) {}
        } catch (IOException e) {
            // A stream that fails has ended.
        } finally {
            ended.countDown();
        }
    }

    private boolean next() throws IOException {
        switch (in.next()) {
            case LineReader.Line.Text(var text, var bytes) -> message(text, bytes);
            case LineReader.Line.NotText() ->
                    replies.error(
                            null,
                            RpcException.PARSE,
                            "The line is not UTF-8. Encode each message as UTF-8.");
            case LineReader.Line.TooLong() ->
                    replies.error(
                            null,
                            RpcException.INVALID_REQUEST,
                            "The message is longer than %d bytes. Send less in one message."
                                    .formatted(limits.maxLineBytes()));
            case LineReader.Line.End() -> {
                return false;
            }
        }
        return true;
    }

    private void message(String line, int bytes) {
        if (!line.isBlank()) {
            dispatcher.accept(decoder.decode(line), bytes);
        }
    }
}
