package dev.hoopoe.inference.embedding;

import dev.hoopoe.inference.Bounds;
import dev.hoopoe.inference.Cancellation;
import dev.hoopoe.inference.CheckedModel;
import dev.hoopoe.inference.InferenceException;
import dev.hoopoe.inference.Limits;
import dev.hoopoe.inference.StopReason;
import dev.hoopoe.inference.llama.Llama;
import dev.hoopoe.inference.llama.LlamaException;
import dev.hoopoe.inference.llama.LlamaModel;
import dev.hoopoe.inference.llama.LoadOptions;
import dev.hoopoe.inference.llama.NativeLibraries;
import dev.hoopoe.inference.models.ModelException;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponseMetadata;
import dev.langchain4j.model.output.TokenUsage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

/**
 * A GGUF embedding model that runs in this process: BERT and its relatives, and decoders that were
 * trained to embed.
 *
 * <p>Any thread may call any method; calls take turns, batch by batch, with each other and with
 * chat models of this process. Whoever opened it closes it, which ends running calls. Vectors have
 * the length 1, so that their dot product is their cosine.
 */
public final class EmbeddedEmbeddingModel implements EmbeddingModel, AutoCloseable {
    private final String name;
    private final LlamaModel model;
    private final Encoder encoder;
    private final TextReader reader;
    private final ModelShape shape;
    private final EmbeddingOptions options;
    // Calls read the vocabulary on their own threads; it must not be freed under them.
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private volatile boolean closing;

    private EmbeddedEmbeddingModel(LlamaModel model, ModelShape shape, EmbeddingOptions options) {
        this.name = shape.name();
        this.model = model;
        this.shape = shape;
        this.options = options;
        this.reader =
                new TextReader(
                        model.vocabulary(),
                        shape.longestText(),
                        options.overlong(),
                        shape.stripsAccents());
        this.encoder = new Encoder(model, shape.longestText(), shape.pooling(), options.threads());
    }

    /**
     * Loads a model.
     *
     * @throws InferenceException if the machine cannot run the engine, the engine cannot read the
     *     file, or it holds no embedding model
     */
    public static EmbeddedEmbeddingModel open(Path file, EmbeddingOptions options) {
        try {
            // What is no sound GGUF file never gets to native code.
            CheckedModel.require(file, options.cache().resolve("checked"));
            Llama llama = Llama.load(NativeLibraries.find(options.cache().resolve("natives")));
            // Batches are as wide as prompts, which is what repacking speeds up.
            LlamaModel model = LlamaModel.load(llama, file, new LoadOptions(true, -1));
            try {
                return new EmbeddedEmbeddingModel(
                        model, ModelShape.of(model, file, options), options);
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        } catch (LlamaException | ModelException e) {
            throw new InferenceException(e);
        }
    }

    /**
     * Embeds texts; those of no length too, as far as the model can.
     *
     * @param type {@link EmbeddingInputType#QUERY} for texts that search: see {@link Prefixes}
     * @throws InferenceException if a text is too long, the deadline passed or the model is closed;
     *     there are no vectors then
     * @throws CancellationException if it was cancelled, or this thread interrupted
     */
    public Embeddings embed(List<String> texts, EmbeddingInputType type, Bounds bounds) {
        if (texts.size() > EmbeddingOptions.MOST_TEXTS) {
            throw new InferenceException(
                    "%d texts were to be embedded in one call; at most %d can. Make several calls."
                            .formatted(texts.size(), EmbeddingOptions.MOST_TEXTS));
        }
        Limits limits = new Limits(bounds, () -> closing);
        open.readLock().lock();
        try {
            return compute(read(texts, prefix(type), limits), limits);
        } catch (LlamaException e) {
            throw new InferenceException(e);
        } finally {
            open.readLock().unlock();
        }
    }

    private String prefix(EmbeddingInputType type) {
        return type == EmbeddingInputType.QUERY
                ? shape.prefixes().query()
                : shape.prefixes().document();
    }

    private List<TokenizedText> read(List<String> texts, String prefix, Limits limits) {
        List<TokenizedText> read = new ArrayList<>(texts.size());
        for (String text : texts) {
            requireTime(limits, 0, texts.size());
            read.add(reader.read(read.size(), prefix, text));
        }
        return read;
    }

    private Embeddings compute(List<TokenizedText> texts, Limits limits) {
        float[][] vectors = new float[texts.size()][];
        int tokens = texts.stream().mapToInt(TokenizedText::length).reduce(0, Math::addExact);
        int fresh = tokens;
        int done = 0;
        Thread caller = Thread.currentThread();
        BooleanSupplier giveUp = () -> caller.isInterrupted() || limits.reached();
        for (List<TokenizedText> batch :
                Batches.plan(texts, Encoder.BATCH_TOKENS, Encoder.BATCH_TEXTS)) {
            if (!encoder.encode(batch, vectors, fresh, giveUp)) {
                throw ended(limits, done, texts.size());
            }
            done += batch.size();
            fresh = 0;
        }
        return new Embeddings(
                Arrays.stream(vectors).map(Embedding::from).toList(),
                tokens,
                (int) texts.stream().filter(text -> text.cut() > 0).count(),
                texts.stream().mapToInt(TokenizedText::cut).sum());
    }

    private void requireTime(Limits limits, int done, int all) {
        if (Thread.currentThread().isInterrupted() || limits.reached()) {
            throw ended(limits, done, all);
        }
    }

    private RuntimeException ended(Limits limits, int done, int all) {
        if (closing) {
            return new InferenceException("The embedding model is closed; open it again.");
        }
        if (limits.reached() && limits.reason() == StopReason.DEADLINE) {
            return new InferenceException(
                    "%d of %d texts were embedded in %d ms, when the deadline passed. Allow more time, or embed fewer texts in one call."
                            .formatted(done, all, limits.timeout().toMillis()));
        }
        return new CancellationException(
                "Embedding was cancelled after %d of %d texts.".formatted(done, all));
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        EmbeddingInputType type =
                request.inputType() == null ? EmbeddingInputType.DOCUMENT : request.inputType();
        Embeddings made =
                embed(
                        request.inputs().stream().map(EmbeddingInput::text).toList(),
                        type,
                        new Bounds(Cancellation.none(), options.timeout()));
        return EmbeddingResponse.builder()
                .embeddings(made.vectors())
                .metadata(
                        EmbeddingResponseMetadata.builder()
                                .modelName(name)
                                .tokenUsage(new TokenUsage(made.tokens()))
                                .build())
                .build();
    }

    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return Set.of(EmbeddingRequestParameters.INPUT_TYPE);
    }

    @Override
    public int dimension() {
        return encoder.width();
    }

    @Override
    public String modelName() {
        return name;
    }

    /** The most tokens of one text, those around it included. */
    public int longestText() {
        return shape.longestText();
    }

    /** What is put before texts. */
    public Prefixes prefixes() {
        return shape.prefixes();
    }

    @Override
    public void close() {
        closing = true;
        open.writeLock().lock();
        try {
            encoder.close();
            model.close();
        } finally {
            open.writeLock().unlock();
        }
    }
}
