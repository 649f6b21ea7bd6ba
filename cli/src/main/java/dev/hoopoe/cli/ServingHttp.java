package dev.hoopoe.cli;

import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.mcp.http.BearerToken;
import dev.hoopoe.mcp.http.HttpBinding;
import dev.hoopoe.mcp.http.HttpLimits;
import dev.hoopoe.mcp.http.McpHttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the MCP server over HTTP until Ctrl-C. Apart, so that stdio loads no class of it. */
final class ServingHttp {
    private static final int STOP_SECONDS = 10;

    private final HttpBinding binding;

    private ServingHttp(HttpBinding binding) {
        this.binding = binding;
    }

    static ServingHttp at(
            int port, @Nullable String host, @Nullable String tokenVariable, boolean plain) {
        String place = host == null ? HttpBinding.LOOPBACK : host;
        try {
            HttpBinding binding =
                    new HttpBinding(
                            place,
                            port,
                            Optional.ofNullable(tokenVariable).map(ServingHttp::token));
            if (!binding.local() && !plain) {
                throw new UsageException(
                        "%s can be reached from other machines, and this server has no TLS. Put one that has it in front, and say --plain-http."
                                .formatted(place));
            }
            return new ServingHttp(binding);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static BearerToken token(String variable) {
        String secret = System.getenv(variable);
        if (secret == null || secret.isBlank()) {
            throw new UsageException(
                    "The environment variable %s is empty or not set. Put the token in it."
                            .formatted(variable));
        }
        return new BearerToken(secret);
    }

    void run(Shell shell, Catalogue catalogue, Duration callTime) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interrupt _ = new Interrupt(() -> stop(stop, stopped));
                McpHttpServer server = start(catalogue, callTime)) {
            shell.terminal().err().println("Serving MCP at " + server.address());
            stop.await();
        } finally {
            stopped.countDown();
        }
    }

    private McpHttpServer start(Catalogue catalogue, Duration callTime) {
        try {
            return McpHttpServer.start(
                    catalogue, Serving.info(), binding, HttpLimits.DEFAULTS.callTime(callTime));
        } catch (IOException e) {
            throw new FailedException(String.valueOf(e.getMessage()));
        }
    }

    /** Runs when the process is to end, on a thread of its own; the process waits for it. */
    private static void stop(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(ServingHttp.class.getName())
                        .log(System.Logger.Level.WARNING, "Calls did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
