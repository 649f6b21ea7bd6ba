package dev.hoopoe.inference;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.nio.file.Path;
import java.util.List;

/** A GGUF model that runs in this process. */
public final class EmbeddedModel implements ToolCallingModel {
    private final String name;
    private final int contextLength;
    private final PromptBuilder prompts;
    private final Engine engine;
    private final Grammars grammars = new Grammars();

    EmbeddedModel(String name, int contextLength, PromptBuilder prompts, Engine engine) {
        this.name = name;
        this.contextLength = contextLength;
        this.prompts = prompts;
        this.engine = engine;
    }

    /**
     * Loads a model and the chat template in it.
     *
     * @throws InferenceException if the machine cannot run the engine, or the engine cannot read
     *     the file
     */
    public static EmbeddedModel open(Path file, EngineOptions options) {
        return new Opening(file, options)
                .open(model -> TemplateRenderer.of(model, file), Sampler::new);
    }

    /**
     * Loads a model.
     *
     * @param renderer writes conversations in the model's form
     * @throws InferenceException if the machine cannot run the engine, or the engine cannot read
     *     the file
     */
    public static EmbeddedModel open(Path file, EngineOptions options, PromptRenderer renderer) {
        return new Opening(file, options).open(model -> renderer, Sampler::new);
    }

    @Override
    public Completion complete(CompletionRequest request) {
        return complete(
                request,
                TextWatcher.none(),
                Grammars.constraint(request.output().constraint()),
                limits(request.bounds()));
    }

    private Completion complete(
            CompletionRequest request, TextWatcher watcher, Grammars.Wanted wanted, Limits limits) {
        boolean mayThink = request.output().reasoningTokens() > 0;
        return engine.whileOpen(() ->
                engine.complete(
                        prompts.build(request.input(), mayThink),
                        request,
                        grammars.of(wanted),
                        watcher,
                        limits));
    }

    private Limits limits(Bounds bounds) {
        return new Limits(bounds, engine::isClosing);
    }

    @Override
    public Turn turn(CompletionRequest request, ToolChoice choice, List<String> stops) {
        Limits limits = limits(request.bounds());
        Turns turns =
                new Turns((stretch, watcher, wanted) -> complete(stretch, watcher, wanted, limits));
        return turns.take(request, choice, stops);
    }

    @Override
    public Scores score(ScoreRequest request) {
        Limits limits = limits(request.bounds());
        return engine.whileOpen(() ->
                engine.score(
                        prompts.build(request.input(), false),
                        request.input().adapters(),
                        request.continuations().stream().map(prompts::continuation).toList(),
                        limits));
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return ChatRequests.respond(this, request, OutputListener.none());
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        ChatRequests.stream(this, request, handler);
    }

    /**
     * Unloads an adapter; a later request that names it loads it again.
     *
     * @throws InferenceException if the model is closed
     */
    public void detach(Path adapter) {
        engine.detach(adapter.toAbsolutePath().normalize());
    }

    @Override
    public int count(String text) {
        return engine.whileOpen(() -> prompts.count(text));
    }

    @Override
    public int contextLength() {
        return contextLength;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        engine.close();
    }
}
