package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.ContextOptions;
import dev.hoopoe.inference.llama.Llama;
import dev.hoopoe.inference.llama.LlamaException;
import dev.hoopoe.inference.llama.LlamaModel;
import dev.hoopoe.inference.llama.LoadOptions;
import dev.hoopoe.inference.llama.NativeLibraries;
import dev.hoopoe.inference.llama.Vocabulary;
import dev.hoopoe.inference.models.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** A model being loaded: file checked, memory weighed, engine started; in this order. */
final class Opening {
    private final Path file;
    private final EngineOptions options;

    Opening(Path file, EngineOptions options) {
        this.file = file;
        this.options = options;
    }

    EmbeddedModel open(Function<LlamaModel, PromptRenderer> renderer, Choosers choosers) {
        try {
            // What is no sound GGUF file never gets to native code.
            CheckedModel.require(file, options.cache().resolve("checked"));
            boolean repack =
                    MemoryChoice.repack(file, memory(), options.sequences() + Engine.REMEMBERED);
            NativeLibraries libraries = NativeLibraries.find(options.cache().resolve("natives"));
            Llama llama = Llama.load(libraries);
            LoadOptions load = new LoadOptions(repack, options.memory().gpuLayers());
            PrefixStore store = store(llama, libraries, repack);
            MappedFile mapped = new MappedFile(file);
            try {
                return open(LlamaModel.load(llama, file, load), mapped, store, renderer, choosers);
            } catch (RuntimeException e) {
                mapped.close();
                throw e;
            }
        } catch (LlamaException | ModelException e) {
            throw new InferenceException(e);
        } catch (IOException e) {
            throw new InferenceException("Cannot read the model " + file + ": " + e, e);
        }
    }

    /** With the number of cells that will be made, as far as it is known before the model is. */
    private MemoryOptions memory() {
        MemoryOptions memory = options.memory();
        int length =
                memory.contextLength() == 0
                        ? MemoryOptions.DEFAULT_CONTEXT
                        : memory.contextLength();
        return memory.withCells(Math.max(length, memory.cells()));
    }

    private EmbeddedModel open(
            LlamaModel model,
            MappedFile mapped,
            PrefixStore store,
            Function<LlamaModel, PromptRenderer> renderer,
            Choosers choosers) {
        try {
            return open(model, mapped, store, renderer.apply(model), choosers);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private EmbeddedModel open(
            LlamaModel model,
            MappedFile mapped,
            PrefixStore store,
            PromptRenderer renderer,
            Choosers choosers) {
        int length = contextLength(options.memory().contextLength(), model.trainedContext());
        int threads = options.threads() == 0 ? PhysicalCores.count() : options.threads();
        Vocabulary vocabulary = model.vocabulary();
        String template = model.chatTemplate().orElse("");
        PromptBuilder prompts =
                new PromptBuilder(vocabulary, renderer, new SpecialTokens(vocabulary, template));
        ContextOptions memory =
                new ContextOptions(
                        Math.max(length, options.memory().cells()),
                        Engine.sequences(model, options.sequences()),
                        threads,
                        options.memory().kvType());
        Voice voice =
                new Voice(
                        renderer.knowsThoughts() ? ReasoningTags.of(vocabulary) : null,
                        sampling -> choosers.of(vocabulary, sampling));
        Engine engine = new Engine(model, mapped, store, memory, length, voice, options);
        String name = model.metadata("general.name").orElse(String.valueOf(file.getFileName()));
        return new EmbeddedModel(name, length, prompts, engine);
    }

    private PrefixStore store(Llama llama, NativeLibraries libraries, boolean repack)
            throws IOException {
        String identity =
                String.join(
                        "\n",
                        ModelIdentity.of(file),
                        NativeLibraries.VERSION,
                        String.valueOf(libraries.folder().getFileName()),
                        llama.systemInfo(),
                        options.memory().kvType().name(),
                        String.valueOf(repack),
                        String.valueOf(options.memory().gpuLayers()));
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
}
