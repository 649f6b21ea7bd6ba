package dev.hoopoe.cli;

import dev.hoopoe.inference.EmbeddedModel;
import dev.hoopoe.inference.EngineOptions;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A model ready to answer: embedded, or served by Ollama or another server.
 *
 * @param name for people
 * @param loadTime how long opening took
 */
record OpenModel(ChatModel model, String name, Duration loadTime, Runnable closing)
        implements AutoCloseable {
    private static final String OLLAMA = "ollama:";
    private static final String OPENAI = "openai:";

    static OpenModel open(Shell shell, Config config, String wanted) {
        if (wanted.startsWith(OLLAMA)) {
            String served = wanted.substring(OLLAMA.length()).strip();
            Ollama.require(config.text(Setting.OLLAMA_URL), served);
            ChatModel model = ollama(config, served);
            return new OpenModel(model, wanted, Duration.ZERO, () -> {});
        }
        if (wanted.startsWith(OPENAI)) {
            String served = wanted.substring(OPENAI.length()).strip();
            Duration deadline = Duration.ofSeconds(config.number(Setting.DEADLINE));
            ChatModel model = OpenAi.of(config, shell).model(served, deadline);
            return new OpenModel(model, wanted, Duration.ZERO, () -> {});
        }
        Path file = new Models(shell).ready(wanted).path();
        long loading = System.nanoTime();
        EmbeddedModel model = EmbeddedModel.open(file, options(shell, config));
        Duration took = Duration.ofNanos(System.nanoTime() - loading);
        return new OpenModel(model, model.name(), took, model::close);
    }

    private static ChatModel ollama(Config config, String name) {
        return OllamaChatModel.builder()
                .baseUrl(config.text(Setting.OLLAMA_URL))
                .modelName(name)
                .temperature(0.0)
                // Ollama's own default cuts long prompts from the front, tools first, in silence.
                .numCtx(config.number(Setting.CONTEXT))
                .timeout(Duration.ofSeconds(config.number(Setting.DEADLINE)))
                .build();
    }

    static EngineOptions options(Shell shell, Config config) {
        return EngineOptions.in(shell.folders().cache())
                .withContextLength(config.number(Setting.CONTEXT))
                .withThreads(config.number(Setting.THREADS));
    }

    @Override
    public void close() {
        closing.run();
    }
}
