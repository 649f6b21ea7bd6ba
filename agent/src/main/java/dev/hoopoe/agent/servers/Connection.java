package dev.hoopoe.agent.servers;

import dev.hoopoe.agent.servers.ServerConfig.Way;
import dev.hoopoe.tools.Call;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * One live conversation with a server: shaken hands, never reconnected; whoever opens it closes it.
 * Every wait ends with the answer, the server's end, the caller's word or the time.
 */
final class Connection implements AutoCloseable {
    /** How long a server may take to start and to list its tools. */
    static final Duration START = Duration.ofSeconds(30);

    /** The most tools that are taken from one server. */
    static final int MAX_TOOLS = 500;

    private static final Duration NEVER = Duration.ofDays(1); // every wait has a limit of its own
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final String name;
    private final Wire wire;
    private final McpAsyncClient client;
    private final CompletableFuture<String> ended;
    private final Map<Object, Call> running = new ConcurrentHashMap<>();

    private Connection(
            String name,
            McpClientTransport transport,
            CompletableFuture<String> ended,
            Runnable onChange) {
        this.name = name;
        this.ended = ended;
        this.wire = new Wire(transport, onChange);
        this.client =
                McpClient.async(wire)
                        .clientInfo(McpSchema.Implementation.builder("hoopoe", "0.1.0").build())
                        .requestTimeout(NEVER)
                        .initializationTimeout(NEVER)
                        .progressConsumer(p -> Mono.fromRunnable(() -> progress(p)))
                        .build();
    }

    /**
     * Starts or reaches the server.
     *
     * @param onChange told on some thread when the server's tools change; must be quick
     * @throws ServerException if that fails
     */
    static Connection open(
            ServerConfig server, Map<String, String> environment, Runnable onChange) {
        JacksonMcpJsonMapper json = new JacksonMcpJsonMapper(JsonMapper.shared());
        Connection connection =
                switch (server.way()) {
                    case Way.Program program -> {
                        ProcessTransport process =
                                new ProcessTransport(server.name(), program, environment, json);
                        yield new Connection(server.name(), process, process.ended(), onChange);
                    }
                    case Way.Address address ->
                            new Connection(
                                    server.name(),
                                    http(server.name(), address, environment, json),
                                    new CompletableFuture<>(),
                                    onChange);
                };
        try {
            connection.await(connection.client.initialize().toFuture(), START);
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static McpClientTransport http(
            String name,
            Way.Address address,
            Map<String, String> environment,
            JacksonMcpJsonMapper json) {
        Variables variables = new Variables(name, environment);
        Map<String, String> headers = variables.fill(address.headers());
        try {
            URI url = URI.create(variables.fill(address.url()));
            String path =
                    url.getRawQuery() == null
                            ? url.getRawPath()
                            : url.getRawPath() + "?" + url.getRawQuery();
            return HttpClientStreamableHttpTransport.builder(
                            url.getScheme() + "://" + url.getRawAuthority())
                    .endpoint(path.isEmpty() ? "/" : path)
                    .jsonMapper(json)
                    .connectTimeout(START)
                    .addHttpRequestCustomizer(
                            (request, _, _, _, _) -> headers.forEach(request::setHeader))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ServerException(
                    "The address of the server %s cannot be used (%s). Write http(s)://HOST/PATH."
                            .formatted(name, e.getMessage()),
                    e);
        }
    }

    boolean alive() {
        return !ended.isDone();
    }

    /** What the server is, by its own account. */
    String serverVersion() {
        McpSchema.Implementation info = client.getServerInfo();
        return info == null ? "" : info.name() + " " + info.version();
    }

    /** All tools, page by page. */
    List<McpSchema.Tool> tools() {
        List<McpSchema.Tool> tools = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            ListToolsResult page =
                    await(
                            (cursor == null
                                            ? client.listTools(McpSchema.FIRST_PAGE)
                                            : client.listTools(cursor))
                                    .toFuture(),
                            START);
            tools.addAll(page.tools());
            cursor = page.nextCursor();
        } while (cursor != null && tools.size() < MAX_TOOLS);
        return tools.subList(0, Math.min(MAX_TOOLS, tools.size()));
    }

    /**
     * Calls a tool.
     *
     * @throws ServerException if the server fails, or ends before it has answered
     * @throws dev.hoopoe.tools.CancelledException if the caller gave up; the server is told
     */
    CallToolResult call(String tool, Map<String, Object> arguments, Call call) {
        String token = UUID.randomUUID().toString();
        running.put(token, call);
        var request =
                McpSchema.CallToolRequest.builder(tool)
                        .arguments(arguments)
                        .progressToken(token)
                        .build();
        CompletableFuture<CallToolResult> answer = client.callTool(request).toFuture();
        try (var _ =
                call.onCancel(() -> {
                    wire.cancel(token);
                    answer.cancel(true);
                })) {
            CallToolResult result = await(answer, call.remaining());
            wire.done(token);
            return result;
        } catch (CancellationException e) {
            call.checkCancelled();
            throw new ServerException("The server " + name + " gave the call up.", e);
        } finally {
            wire.cancel(token); // does nothing once the answer is there
            running.remove(token);
        }
    }

    private void progress(ProgressNotification report) {
        Call call = running.get(report.progressToken());
        if (call != null && !call.cancelled()) {
            double total = report.total() == null ? 0 : report.total();
            call.progress(
                    report.progress(), total, report.message() == null ? name : report.message());
        }
    }

    private <T> T await(CompletableFuture<T> answer, Duration atMost) {
        CompletableFuture<T> end =
                ended.thenApply(why -> {
                    throw new ServerException("The server " + name + " is gone: " + why + ".");
                });
        try {
            CompletableFuture.anyOf(answer, end).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return answer.get();
        } catch (TimeoutException e) {
            throw new ServerException(
                    "The server %s did not answer within %d s.".formatted(name, atMost.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("The wait for the server " + name + " was interrupted.", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case CancellationException given -> given;
            case ServerException known -> known;
            default ->
                    new ServerException(
                            "The server " + name + " failed: " + reason(cause) + ".", cause);
        };
    }

    private static String reason(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String text =
                deepest.getMessage() == null
                        ? deepest.getClass().getSimpleName()
                        : deepest.getMessage();
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    @Override
    public void close() {
        try {
            client.closeGracefully().block(CLOSE.plus(CLOSE));
        } catch (RuntimeException e) {
            wire.closeGracefully().subscribe(_ -> {}, _ -> {});
        }
    }
}
