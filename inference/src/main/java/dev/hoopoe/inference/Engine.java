package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.Grammar;
import dev.hoopoe.inference.llama.LlamaContext;
import dev.hoopoe.inference.llama.LlamaException;
import dev.hoopoe.inference.llama.LlamaModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The decode thread: it alone touches the context, and takes one call after the other from any
 * thread.
 *
 * <p>Closing stops the running call, refuses waiting ones, and frees context and model.
 */
final class Engine implements AutoCloseable {
    /** The least room for an answer when a request does not say how much it needs. */
    static final int LEAST_ROOM = 64;

    private final LlamaModel model;
    private final LlamaContext context;
    private final TokenCache cache;
    private final int contextLength;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("hoopoe-decode").factory());
    // Callers read the vocabulary on their own threads; it must not be freed under them.
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private volatile boolean closing;

    Engine(
            LlamaModel model,
            LlamaContext context,
            PrefixStore store,
            int contextLength,
            int threads) {
        this.model = model;
        this.context = context;
        this.cache = new TokenCache(context, store, threads);
        this.contextLength = contextLength;
    }

    boolean isClosing() {
        return closing;
    }

    /** Runs something that reads the model, which stays open for as long as that takes. */
    <T> T whileOpen(Supplier<T> work) {
        open.readLock().lock();
        try {
            if (closing) {
                throw new InferenceException("The model is closed; open it again.");
            }
            return work.get();
        } catch (LlamaException e) {
            throw new InferenceException(e);
        } finally {
            open.readLock().unlock();
        }
    }

    /** Writes an answer. */
    Completion complete(
            Prompt prompt,
            CompletionRequest request,
            @Nullable Grammar grammar,
            TextWatcher watcher,
            Limits limits) {
        int room = room(prompt.tokens().length, request.output().maxTokens());
        return onDecodeThread(
                () -> {
                    long waited = limits.elapsedMs();
                    int cached = cache.load(prompt, limits);
                    long loaded = limits.elapsedMs();
                    if (cached < 0) {
                        return stopped(prompt, limits, waited);
                    }
                    Generation generation =
                            new Generation(
                                    model.vocabulary(),
                                    cache,
                                    new Sampler(model.vocabulary(), request.output().sampling()),
                                    grammar == null ? null : grammar.start(),
                                    room,
                                    watcher,
                                    request.listener().onText(),
                                    limits);
                    StopReason reason = generation.run();
                    return new Completion(
                            generation.text(),
                            "",
                            reason,
                            new Usage(prompt.tokens().length, cached, generation.tokens()),
                            new Timings(
                                    waited,
                                    loaded - waited,
                                    limits.elapsedMs(),
                                    generation.steps()));
                },
                limits);
    }

    private static Completion stopped(Prompt prompt, Limits limits, long waited) {
        long now = limits.elapsedMs();
        return new Completion(
                "",
                "",
                limits.reason(),
                new Usage(prompt.tokens().length, 0, 0),
                new Timings(waited, now - waited, now, 0));
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

    /** Scores continuations of one prompt. */
    Scores score(Prompt prompt, List<int[]> continuations, Limits limits) {
        int longest = continuations.stream().mapToInt(tokens -> tokens.length).max().orElse(0);
        if (prompt.tokens().length + longest > contextLength) {
            throw new ContextOverflowException(prompt.tokens().length, longest, contextLength);
        }
        long begun = System.nanoTime();
        return onDecodeThread(
                () -> {
                    int cached = cache.load(prompt, limits);
                    if (cached < 0) {
                        throw interrupted(limits);
                    }
                    Scoring scoring = new Scoring(cache, limits);
                    List<Score> scores = new ArrayList<>();
                    for (int[] continuation : continuations) {
                        // Held already, unless the model's state cannot be cut back.
                        if (cache.length() < prompt.tokens().length
                                && cache.load(prompt, limits) < 0) {
                            throw interrupted(limits);
                        }
                        scores.add(
                                scoring.score(continuation).orElseThrow(() -> interrupted(limits)));
                    }
                    return new Scores(
                            scores,
                            new Usage(prompt.tokens().length, cached, 0),
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                },
                limits);
    }

    private static InferenceException interrupted(Limits limits) {
        return new InferenceException(
                limits.reason() == StopReason.DEADLINE
                        ? "Scoring took longer than " + limits.timeout() + "."
                        : "Scoring was cancelled.");
    }

    private <T> T onDecodeThread(Supplier<T> work, Limits limits) {
        Future<T> future = submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    // The thread that waits asked for the call to end; its own flag stays for its
                    // caller.
                    interrupted = true;
                    limits.interrupt();
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

    private <T> Future<T> submit(Supplier<T> work) {
        try {
            return thread.submit(work::get);
        } catch (RejectedExecutionException e) {
            throw new InferenceException("The model is closed; open it again.", e);
        }
    }

    private static RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case LlamaException e -> new InferenceException(e);
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                // Each waiting call sees the closing before it computes anything.
                if (thread.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
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
            context.close();
            model.close();
        } finally {
            open.writeLock().unlock();
        }
    }
}
