package dev.hoopoe.agent.servers;

import dev.hoopoe.agent.servers.ServerConfig.Way;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A server program and its standard streams, one JSON-RPC message a line (MCP 2025-11-25,
 * transports). Unlike the SDK's own it tells at once that the program has ended, bounds a line, and
 * leaves no child behind. Its methods may be called from any thread.
 */
final class ProcessTransport implements McpClientTransport {
    /** The longest line that is read, in characters. */
    static final int MAX_LINE = 32 << 20;

    /** Every program gets these; more only by the user's word, for the environment has secrets. */
    static final List<String> PASSED =
            List.of(
                    "PATH",
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "SHELL",
                    "TERM",
                    "LANG",
                    "LC_ALL",
                    "TZ",
                    "TMPDIR",
                    "TEMP",
                    "TMP",
                    "SYSTEMROOT",
                    "APPDATA",
                    "LOCALAPPDATA",
                    "USERPROFILE",
                    "PATHEXT",
                    "COMSPEC",
                    "PROGRAMFILES",
                    "HTTPS_PROXY",
                    "HTTP_PROXY",
                    "NO_PROXY",
                    "JAVA_HOME",
                    "XDG_CACHE_HOME",
                    "XDG_CONFIG_HOME",
                    "XDG_DATA_HOME");

    private static final int LAST_WORDS = 3;
    private static final int MAX_WORDS = 300;
    private static final Duration POLITE = Duration.ofSeconds(2);

    private final Process process;
    private final McpJsonMapper json;
    private final ArrayDeque<String> lastWords = new ArrayDeque<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final Object writing = new Object();

    /**
     * Starts the program.
     *
     * @throws ServerException if it cannot be started
     */
    ProcessTransport(
            String name, Way.Program program, Map<String, String> environment, McpJsonMapper json) {
        Variables variables = new Variables(name, environment);
        this.json = json;
        ProcessBuilder builder =
                new ProcessBuilder(program.command().stream().map(variables::fill).toList());
        if (!program.folder().isEmpty()) {
            builder.directory(Path.of(variables.fill(program.folder())).toFile());
        }
        builder.environment().keySet().removeIf(key -> !PASSED.contains(key));
        builder.environment().putAll(variables.fill(program.environment()));
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new ServerException(
                    "The server %s cannot be started (%s). Check its command and its folder."
                            .formatted(name, e.getMessage()),
                    e);
        }
        Thread.ofVirtual().name("stderr of " + name).start(this::listen);
        var _ = process.onExit().thenAccept(p -> ended.complete(farewell(p.exitValue())));
    }

    /** Completed when the program has ended, with what is known of the reason. */
    CompletableFuture<String> ended() {
        return ended;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        return Mono.fromRunnable(
                () -> Thread.ofVirtual().name("stdout of a server").start(() -> read(handler)));
    }

    private void read(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        try (BufferedReader lines = reader(process.getInputStream())) {
            for (String line = line(lines); line != null; line = line(lines)) {
                if (line.startsWith("{")) { // some programs greet on stdout
                    handle(line, handler);
                }
            }
        } catch (IOException e) {
            ended.complete("its output could not be read (" + e.getMessage() + ")");
        }
        process.destroy(); // a server that no longer speaks is of no use
    }

    private void handle(String line, Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        try {
            handler.apply(Mono.just(McpSchema.deserializeJsonRpcMessage(json, line)))
                    .subscribe(_ -> {}, ProcessTransport::log);
        } catch (IOException | RuntimeException e) {
            log(e);
        }
    }

    private static void log(Throwable fault) {
        System.getLogger(ProcessTransport.class.getName())
                .log(System.Logger.Level.DEBUG, "A server's message was passed over", fault);
    }

    @SuppressWarnings("NullAway") // null ends the stream, as in BufferedReader
    private static String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return line.isEmpty() ? null : line.toString();
            }
            if (line.length() == MAX_LINE) {
                throw new IOException("a line is longer than " + MAX_LINE + " characters");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private void listen() {
        try (BufferedReader lines = reader(process.getErrorStream())) {
            StringBuilder line = new StringBuilder();
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                if (c == '\n') {
                    remember(line.toString());
                    line.setLength(0);
                } else if (line.length() < MAX_WORDS) {
                    line.append((char) c);
                }
            }
            remember(line.toString());
        } catch (IOException e) {
            remember("");
        }
    }

    private void remember(String line) {
        synchronized (lastWords) {
            if (!line.isBlank()) {
                lastWords.add(line.strip());
            }
            while (lastWords.size() > LAST_WORDS) {
                lastWords.remove();
            }
        }
    }

    private String farewell(int code) {
        synchronized (lastWords) {
            String words = lastWords.isEmpty() ? "" : ": " + String.join(" / ", lastWords);
            return "it ended with exit status " + code + words;
        }
    }

    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromRunnable(() -> write(message));
    }

    private void write(JSONRPCMessage message) {
        try {
            byte[] line =
                    (json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (writing) {
                OutputStream out = process.getOutputStream();
                out.write(line);
                out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::stop);
    }

    /** By the specification: close its input, wait, then end it and what it has started. */
    private void stop() {
        List<ProcessHandle> children = process.descendants().toList();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(POLITE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroy();
                if (!process.waitFor(POLITE.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }
}
