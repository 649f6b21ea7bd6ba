package dev.hoopoe.cli;

import dev.hoopoe.mcp.catalogue.AuditLog;
import dev.hoopoe.mcp.catalogue.Catalogue;
import dev.hoopoe.tools.Handles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description =
                "Serves the tools over the Model Context Protocol, on stdin and stdout or HTTP.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final ToolOptions options = new ToolOptions();

    @Option(
            names = "--http",
            paramLabel = "PORT",
            description = "Serve over HTTP at /mcp instead; 0 for any free port.")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Where to listen with --http (default 127.0.0.1). Any other needs --token-env and --plain-http.")
    private @Nullable String host;

    @Option(
            names = "--token-env",
            paramLabel = "NAME",
            description = "The environment variable that holds the token which clients must show.")
    private @Nullable String tokenVariable;

    @Option(
            names = "--plain-http",
            description = "Allow other machines in without TLS, as behind a proxy that adds it.")
    private boolean plain;

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            description =
                    "Write down each call before it runs, one JSON object a line, without contents.")
    private @Nullable Path audit;

    ServeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = shell.config();
        Duration callTime = Duration.ofSeconds(config.number(Setting.CALL_DEADLINE));
        if (port == null) {
            if (host != null || tokenVariable != null || plain) {
                throw new UsageException(
                        "--host, --token-env and --plain-http belong to --http PORT. Add it, or leave them out.");
            }
            ToolChoice choice = options.choose(config);
            try (OpenTools tools = OpenTools.profile(shell, choice)) {
                Catalogue catalogue = ServedCatalogue.of(tools.box(), choice);
                audited(catalogue, c -> Serving.run(c, callTime));
            }
            return 0;
        }
        ServingHttp http = ServingHttp.at(port, host, tokenVariable, plain);
        ToolChoice choice = options.choose(config);
        try (OpenTools tools = OpenTools.profile(shell, choice, Handles.unguessable())) {
            Catalogue catalogue = ServedCatalogue.of(tools.box(), choice);
            audited(catalogue, c -> http.run(shell, c, callTime));
        }
        return 0;
    }

    private interface Server {
        void run(Catalogue catalogue) throws InterruptedException;
    }

    /** Serves with the audit log, if one was asked for, which is closed once no call runs. */
    private void audited(Catalogue catalogue, Server server) throws InterruptedException {
        if (audit == null) {
            server.run(catalogue);
            return;
        }
        try (AuditLog log = AuditLog.open(audit, InstantSource.system())) {
            server.run(catalogue.audited(log));
        } catch (IOException e) {
            throw new FailedException(
                    "The audit log %s cannot be written. Name a file in a folder of yours."
                            .formatted(audit));
        }
    }
}
