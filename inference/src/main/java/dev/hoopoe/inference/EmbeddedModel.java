package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.ContextOptions;
import dev.hoopoe.inference.llama.Llama;
import dev.hoopoe.inference.llama.LlamaException;
import dev.hoopoe.inference.llama.LlamaModel;
import dev.hoopoe.inference.llama.NativeLibraries;
import dev.hoopoe.inference.models.ModelException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A GGUF model that runs in this process. */
public final class EmbeddedModel implements ToolCallingModel {
    private final String name;
    private final int contextLength;
    private final PromptBuilder prompts;
    private final Engine engine;
    private final Grammars grammars = new Grammars();

    private EmbeddedModel(String name, int contextLength, PromptBuilder prompts, Engine engine) {
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
        return open(file, options, model -> TemplateRenderer.of(model, file));
    }

    /**
     * Loads a model.
     *
     * @param renderer writes conversations in the model's form
     * @throws InferenceException if the machine cannot run the engine, or the engine cannot read
     *     the file
     */
    public static EmbeddedModel open(Path file, EngineOptions options, PromptRenderer renderer) {
        return open(file, options, model -> renderer);
    }

    private static EmbeddedModel open(
            Path file, EngineOptions options, Function<LlamaModel, PromptRenderer> renderer) {
        try {
            // What is no sound GGUF file never gets to native code.
            CheckedModel.require(file, options.cache().resolve("checked"));
            Llama llama = Llama.load(NativeLibraries.unpack(options.cache().resolve("natives")));
            LlamaModel model =
                    LlamaModel.load(llama, file, options.memory().repack() != Repack.OFF);
            try {
                return open(file, options, renderer.apply(model), llama, model);
            } catch (RuntimeException | IOException e) {
                model.close();
                throw e;
            }
        } catch (LlamaException | ModelException e) {
            throw new InferenceException(e);
        } catch (IOException e) {
            throw new InferenceException("Cannot read the model " + file + ": " + e, e);
        }
    }

    private static EmbeddedModel open(
            Path file,
            EngineOptions options,
            PromptRenderer renderer,
            Llama llama,
            LlamaModel model)
            throws IOException {
        int length = contextLength(options.memory().contextLength(), model.trainedContext());
        int cells = Math.max(length, options.memory().cells());
        int threads = options.threads() == 0 ? PhysicalCores.count() : options.threads();
        PromptBuilder prompts =
                new PromptBuilder(
                        model.vocabulary(),
                        renderer,
                        new SpecialTokens(model.vocabulary(), model.chatTemplate().orElse("")));
        ContextOptions memory =
                new ContextOptions(
                        cells,
                        Engine.sequences(model, options.sequences()),
                        threads,
                        options.memory().kvType());
        String name = model.metadata("general.name").orElse(String.valueOf(file.getFileName()));
        Engine engine = new Engine(model, store(file, options, llama), memory, length, options);
        return new EmbeddedModel(name, length, prompts, engine);
    }

    private static PrefixStore store(Path file, EngineOptions options, Llama llama)
            throws IOException {
        String identity =
                String.join(
                        "\n",
                        ModelIdentity.of(file),
                        NativeLibraries.VERSION,
                        llama.systemInfo(),
                        options.memory().kvType().name(),
                        String.valueOf(options.memory().repack() != Repack.OFF));
        return new PrefixStore(options.cache().resolve("prefix"), options.prefixBytes(), identity);
    }

    private static int contextLength(int wanted, int trained) {
        if (wanted > trained) {
            throw new InferenceException(
                    "The model was trained for contexts of up to "
                            + trained
                            + " tokens; "
                            + wanted
                            + " were asked for. Choose a shorter context.");
        }
        return wanted == 0 ? Math.min(EngineOptions.DEFAULT_CONTEXT, trained) : wanted;
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
