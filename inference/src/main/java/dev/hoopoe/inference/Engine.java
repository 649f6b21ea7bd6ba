package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.Grammar;
import dev.hoopoe.inference.llama.ContextOptions;
import dev.hoopoe.inference.llama.LlamaContext;
import dev.hoopoe.inference.llama.LlamaException;
import dev.hoopoe.inference.llama.LlamaModel;
import dev.hoopoe.inference.models.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The callers' side of the decode thread: checks that a call fits, hands it over and waits for it,
 * from any thread.
 *
 * <p>Closing stops running calls, refuses waiting ones, and frees context and model.
 */
final class Engine implements AutoCloseable {
    /** The least room for an answer when a request does not say how much it needs. */
    static final int LEAST_ROOM = 64;

    /** Sequences beyond those that are computed: what is remembered of ended calls. */
    static final int REMEMBERED = 16;

    /** The tags around thoughts and the line ends behind. */
    private static final int TAGS_ROOM = 16;

    /** How long a caller waits before it looks again whether it was cancelled. */
    private static final long LOOK_MS = 50;

    private final LlamaModel model;
    private final LlamaContext context;
    private final MappedFile file;
    private final PrefixStore store;
    private final Adapters adapters;
    private final int contextLength;
    private final Shortcuts shortcuts;
    private final Voice voice;
    private final DecodeLoop loop;
    private final Thread thread;
    // Callers read the vocabulary on their own threads; it must not be freed under them.
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    Engine(
            LlamaModel model,
            MappedFile file,
            PrefixStore store,
            ContextOptions memory,
            int contextLength,
            Voice voice,
            EngineOptions options) {
        this.model = model;
        this.file = file;
        this.store = store;
        this.contextLength = contextLength;
        // A state that cannot be cut back holds no guesses.
        boolean guesses = !model.isRecurrent();
        this.shortcuts =
                guesses
                        ? options.shortcuts()
                        : new Shortcuts(options.shortcuts().forcedBatches(), 0);
        this.voice = voice;
        this.context = new LlamaContext(model, memory);
        this.adapters = new Adapters(model, context);
        this.loop =
                new DecodeLoop(
                        context,
                        file,
                        adapters,
                        new SequencePool(context.cache(), memory.cells(), memory.sequences()),
                        store,
                        new Threads(memory.threads(), new BusyCores()),
                        options.sequences());
        this.thread = Thread.ofPlatform().daemon().name("hoopoe-decode").start(loop);
    }

    /** How many sequences a context needs, for so many that are computed together. */
    static int sequences(LlamaModel model, int computed) {
        // Each costs a whole state where that is not made of cells.
        return model.isRecurrent() ? computed + 1 : computed + REMEMBERED;
    }

    boolean isClosing() {
        return loop.isClosing();
    }

    /** Runs something that reads the model, which stays open for as long as that takes. */
    <T> T whileOpen(Supplier<T> work) {
        open.readLock().lock();
        try {
            if (isClosing()) {
                throw closed();
            }
            return work.get();
        } catch (LlamaException e) {
            throw new InferenceException(e);
        } finally {
            open.readLock().unlock();
        }
    }

    private static InferenceException closed() {
        return new InferenceException("The model is closed; open it again.");
    }

    /** Writes an answer. */
    Completion complete(
            Prompt prompt,
            CompletionRequest request,
            @Nullable Grammar grammar,
            TextWatcher watcher,
            Limits limits) {
        OutputForm form = request.output();
        int room = room(prompt.tokens().length, form.maxTokens());
        int thoughts = thoughtRoom(prompt.tokens().length + room, form.reasoningTokens());
        return run(
                new Generation(
                        prompt,
                        request.input().adapters(),
                        room + (thoughts == 0 ? 0 : thoughts + TAGS_ROOM),
                        limits,
                        model.vocabulary(),
                        voice.choosers().apply(form.sampling()),
                        new Thoughts(
                                model.vocabulary(),
                                prompt.mayThink() ? voice.tags() : null,
                                prompt.thinks(),
                                thoughts,
                                request.listener().onReasoning()),
                        new Answer(
                                model.vocabulary(),
                                grammar == null ? null : grammar.start(),
                                watcher,
                                request.listener().onText(),
                                room),
                        shortcuts));
    }

    /** How many tokens the answer may have. */
    private int room(int promptTokens, int wanted) {
        int left = contextLength - promptTokens;
        int least = wanted == 0 ? Math.min(LEAST_ROOM, contextLength) : wanted;
        if (left < least) {
            throw new ContextOverflowException(promptTokens, least, contextLength);
        }
        return wanted == 0 ? Math.min(CompletionRequest.DEFAULT_OUTPUT_TOKENS, left) : wanted;
    }

    /** How many tokens thoughts may have: the answer's room comes first. */
    private int thoughtRoom(int taken, int wanted) {
        return voice.tags() == null ? 0 : Math.clamp(contextLength - taken - TAGS_ROOM, 0, wanted);
    }

    /** Scores continuations of one prompt. */
    Scores score(Prompt prompt, List<Adapter> under, List<int[]> continuations, Limits limits) {
        int longest = Scoring.longest(continuations);
        if (prompt.tokens().length + longest > contextLength) {
            throw new ContextOverflowException(prompt.tokens().length, longest, contextLength);
        }
        return run(new Scoring(prompt, under, continuations, limits));
    }

    /** Unloads an adapter. */
    void detach(Path file) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!loop.submit(
                () -> {
                    try {
                        adapters.detach(file);
                        done.complete(null);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                })) {
            throw closed();
        }
        done.join();
    }

    private <T> T run(Task<T> task) {
        if (!loop.submit(task)) {
            throw closed();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.result().get(LOOK_MS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    // Who waits for others need not wait for the end of their step.
                    task.giveUp();
                } catch (InterruptedException e) {
                    // The thread that waits asked for the call to end; its own flag stays for its
                    // caller.
                    interrupted = true;
                    task.limits().interrupt();
                }
            }
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw failure(cause == null ? e : cause);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case LlamaException e -> new InferenceException(e);
            case ModelException e -> new InferenceException(e);
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        loop.close();
        boolean interrupted = false;
        while (true) {
            try {
                // Each call sees the closing before it computes anything more.
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        free();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Only after the decode thread's end: it may itself be waited for by those who hold the lock.
    private void free() {
        open.writeLock().lock();
        try {
            store.close();
            adapters.close();
            context.close();
            model.close();
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.writeLock().unlock();
        }
    }
}
