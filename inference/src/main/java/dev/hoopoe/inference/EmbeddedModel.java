package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.Grammar;
import dev.hoopoe.inference.grammar.GrammarException;
import dev.hoopoe.inference.grammar.SchemaGrammar;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A GGUF model that runs in this process. */
public final class EmbeddedModel implements ToolCallingModel {
    private final String name;
    private final int contextLength;
    private final PromptBuilder prompts;
    private final Engine engine;

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
                grammar(request.output().constraint()),
                TextWatcher.none(),
                limits(request.bounds()));
    }

    private Completion complete(
            CompletionRequest request,
            @Nullable Grammar grammar,
            TextWatcher watcher,
            Limits limits) {
        return engine.whileOpen(() ->
                engine.complete(
                        prompts.build(request.input(), request.output().reasoningTokens() > 0),
                        request,
                        grammar,
                        watcher,
                        limits));
    }

    private Limits limits(Bounds bounds) {
        return new Limits(bounds, engine::isClosing);
    }

    private static @Nullable Grammar grammar(Constraint constraint) {
        try {
            return switch (constraint) {
                case Constraint.None none -> null;
                case Constraint.Json json -> Grammar.parse(SchemaGrammar.of(json.schema()));
                case Constraint.OneOf choice ->
                        Grammar.parse(SchemaGrammar.ofChoices(choice.texts()));
                case Constraint.ToolCall call -> callGrammar(call);
                case Constraint.Gbnf gbnf -> Grammar.parse(gbnf.grammar());
            };
        } catch (GrammarException e) {
            throw new InferenceException(e);
        }
    }

    private static Grammar callGrammar(Constraint.ToolCall call) {
        Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
        call.tools().forEach(tool -> parameters.put(tool.name(), ToolJson.parameters(tool)));
        return Grammar.parse(SchemaGrammar.ofCalls(parameters));
    }

    @Override
    public Turn turn(CompletionRequest request, ToolChoice choice, List<String> stops) {
        Limits limits = limits(request.bounds());
        StopSequences watcher = new StopSequences(stops);
        if (request.input().tools().isEmpty() || choice == ToolChoice.NONE) {
            Grammar grammar = grammar(request.output().constraint());
            return answer(complete(request, grammar, watcher, limits));
        }
        if (choice == ToolChoice.REQUIRED) {
            return call(request, "", null, limits);
        }
        CallSpotter spotter = new CallSpotter();
        Completion free = complete(request, null, watcher.and(spotter), limits);
        return spotter.found()
                ? call(request, free.text().substring(0, spotter.prose()), free, limits)
                : answer(free);
    }

    private static Turn answer(Completion completion) {
        return new Turn(
                completion.text(),
                completion.reasoning(),
                List.of(),
                completion.reason(),
                completion.usage(),
                completion.timings());
    }

    /** Lets the model write a call, after what it has written so far. */
    private Turn call(
            CompletionRequest request, String prose, @Nullable Completion written, Limits limits) {
        CompletionRequest calling = request.withOnText(text -> {});
        if (written != null) {
            calling =
                    calling.withAssistantPrefix(request.input().assistantPrefix() + written.text());
        }
        Grammar grammar = callGrammar(new Constraint.ToolCall(request.input().tools()));
        Completion call = complete(calling, grammar, TextWatcher.none(), limits);
        boolean complete = call.reason() == StopReason.END;
        return new Turn(
                prose.strip(),
                written == null ? call.reasoning() : written.reasoning(),
                complete ? List.of(CallText.parse(call.text())) : List.of(),
                call.reason(),
                written == null ? call.usage() : written.usage().then(call.usage()),
                written == null ? call.timings() : written.timings().then(call.timings()));
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
        return ChatRequests.respond(this, request, text -> {});
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
