package dev.hoopoe.cli;

import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.inference.EngineOptions;
import dev.hoopoe.inference.embedding.EmbeddedEmbeddingModel;
import dev.hoopoe.inference.embedding.EmbeddingOptions;
import dev.hoopoe.inference.models.ModelFile;
import dev.hoopoe.web.http.ApiKey;
import dev.hoopoe.web.http.Binding;
import dev.hoopoe.web.http.WebLimits;
import dev.hoopoe.web.http.WebServer;
import dev.hoopoe.web.openai.EndpointLimits;
import dev.hoopoe.web.openai.OpenAiEndpoint;
import dev.hoopoe.web.openai.ServedModels;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hoopoe models serve}: the embedded model for other programs, until Ctrl-C. */
@Command(
        name = "serve",
        description = "Serves a model over HTTP, as OpenAI's clients expect it.",
        mixinStandardHelpOptions = true)
final class ServeModels implements Callable<Integer> {
    private static final String OLLAMA = "ollama:";

    private final Shell shell;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = Binding.LOOPBACK,
            description =
                    "Where to listen (default ${DEFAULT-VALUE}). Any other needs --api-key-env.")
    private String host = Binding.LOOPBACK;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "11435",
            description = "0 for any free one (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "A name of 'hoopoe models list', or a .gguf file.")
    private @Nullable String model;

    @Option(
            names = "--embedding-model",
            paramLabel = "NAME",
            description = "Turns texts into vectors, such as all-minilm-l6-v2.")
    private @Nullable String embeddingModel;

    @Option(
            names = "--context",
            paramLabel = "TOKENS",
            description = "The most tokens of one request, prompt and answer together.")
    private @Nullable Integer context;

    @Option(
            names = "--sequences",
            paramLabel = "N",
            defaultValue = "" + EngineOptions.DEFAULT_SEQUENCES,
            description = "Requests that are computed together (default ${DEFAULT-VALUE}).")
    private int sequences;

    @Option(
            names = "--api-key-env",
            paramLabel = "NAME",
            description = "The environment variable that holds the key which callers must show.")
    private @Nullable String keyVariable;

    ServeModels(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = shell.config();
        Binding binding = binding();
        EngineOptions options = options(config);
        ModelFile file = new Models(shell).ready(name(config));
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interrupt _ = new Interrupt(() -> stop(stop, stopped))) {
            serve(binding, options, file, stop);
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    /** Runs when the process is to end, on a thread of its own; the process waits for it. */
    private static void stop(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            long seconds = EndpointLimits.DEFAULT_STOP_TIME.toSeconds();
            if (!stopped.await(seconds, TimeUnit.SECONDS)) {
                System.getLogger(ServeModels.class.getName())
                        .log(Level.WARNING, "Answers did not end within {0} s", seconds);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Binding binding, EngineOptions options, ModelFile file, CountDownLatch stop)
            throws InterruptedException {
        try (EmbeddedModel opened = EmbeddedModel.open(file.path(), options)) {
            ServedModels models = ServedModels.of(id(file), opened);
            if (embeddingModel == null) {
                serve(binding, models, stop);
            } else {
                serveWithEmbedding(binding, models, embeddingModel.strip(), stop);
            }
        }
    }

    private void serveWithEmbedding(
            Binding binding, ServedModels models, String name, CountDownLatch stop)
            throws InterruptedException {
        ModelFile file = new Models(shell).ready(name);
        EmbeddingOptions options = EmbeddingOptions.in(shell.folders().cache());
        try (EmbeddedEmbeddingModel opened = EmbeddedEmbeddingModel.open(file.path(), options)) {
            serve(binding, models.withEmbedding(id(file), opened), stop);
        }
    }

    private void serve(Binding binding, ServedModels models, CountDownLatch stop)
            throws InterruptedException {
        try (OpenAiEndpoint endpoint = endpoint(models);
                WebServer server = start(binding, endpoint)) {
            announce(server, models.chat());
            stop.await();
            // Open answers still need the server.
            endpoint.endAnswers();
        }
    }

    private static OpenAiEndpoint endpoint(ServedModels models) {
        return new OpenAiEndpoint(models, EndpointLimits.DEFAULTS, WebLimits.DEFAULTS);
    }

    private static WebServer start(Binding binding, OpenAiEndpoint endpoint) {
        try {
            return WebServer.start(
                    binding, WebLimits.DEFAULTS, Set.of(OpenAiEndpoint.HEALTH), endpoint);
        } catch (IOException e) {
            throw new FailedException(String.valueOf(e.getMessage()));
        }
    }

    /** The address for programs on stdout, the rest for people. */
    private void announce(WebServer server, ServedModels.Chat chat) {
        PrintStream err = shell.terminal().err();
        err.printf(
                "Serving %s with a context of %d tokens as OpenAI's API. Ctrl-C stops.%n",
                chat.id(), chat.model().contextLength());
        shell.terminal().out().println(server.address() + "/v1");
    }

    private Binding binding() {
        Optional<ApiKey> key = Optional.ofNullable(keyVariable).map(this::key);
        try {
            return new Binding(host, port, key);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "%s. A key comes from an environment variable: --api-key-env NAME."
                            .formatted(String.valueOf(e.getMessage()).replaceFirst("\\.$", "")));
        }
    }

    private ApiKey key(String variable) {
        String secret = shell.environment().getOrDefault(variable, "").strip();
        if (secret.isEmpty()) {
            throw new UsageException(
                    "--api-key-env: the environment variable %s is empty or not set. Set it to a long secret."
                            .formatted(variable));
        }
        return new ApiKey(secret);
    }

    private EngineOptions options(Config config) {
        try {
            return EngineOptions.in(shell.folders().cache())
                    .withContextLength(context == null ? config.number(Setting.CONTEXT) : context)
                    .withThreads(config.number(Setting.THREADS))
                    .withSequences(sequences);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + ". See hoopoe models serve --help.");
        }
    }

    private String name(Config config) {
        String name = (model == null ? config.text(Setting.MODEL) : model).strip();
        if (name.isEmpty() || name.startsWith(OLLAMA)) {
            throw new UsageException(
                    "The model \"%s\" cannot be served: only Hoopoe's own engine is. Name one of 'hoopoe models list', or a .gguf file."
                            .formatted(name));
        }
        return name;
    }

    /** What callers name it by; a file's folders are nobody's business. */
    private static String id(ModelFile file) {
        String name = file.name().substring(file.name().lastIndexOf('/') + 1);
        return name.endsWith(".gguf") ? name.substring(0, name.length() - 5) : name;
    }
}
