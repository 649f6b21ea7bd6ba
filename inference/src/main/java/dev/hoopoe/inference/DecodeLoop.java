package dev.hoopoe.inference;

import dev.hoopoe.inference.BatchPlan.Part;
import dev.hoopoe.inference.llama.LlamaBatch;
import dev.hoopoe.inference.llama.LlamaContext;
import dev.hoopoe.inference.llama.LlamaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The decode thread: it alone touches the context. It evaluates the tokens of all running calls
 * together (continuous batching; Yu et al., Orca, OSDI 2022), since a step for eight costs little
 * more than a step for one.
 *
 * <p>Who writes gets his next token in every step; who reads his prompt gets a share of it in turn,
 * a small one while others write. Calls with different adapters never share a step.
 */
final class DecodeLoop implements Runnable {
    /** A beginning in the making of so many tokens is worth waiting for. */
    private static final int WORTH_WAITING = PrefixStore.FEWEST_TOKENS;

    private final LlamaContext context;
    private final MappedFile file;
    private final Adapters adapters;
    private final SequencePool pool;
    private final PrefixStore store;
    private final Threads threads;
    private final int mostRunning;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<Task<?>> arrived = new ArrayDeque<>();
    private final Deque<Runnable> errands = new ArrayDeque<>();
    // Only the decode thread touches what follows.
    private final Deque<Task<?>> waiting = new ArrayDeque<>();
    private final List<Task<?>> running = new ArrayList<>();
    // The first of those that wait does not fit; looking again before a call ends would cost a
    // step's time for nothing.
    private boolean full;
    private volatile boolean closing;

    DecodeLoop(
            LlamaContext context,
            MappedFile file,
            Adapters adapters,
            SequencePool pool,
            PrefixStore store,
            Threads threads,
            int mostRunning) {
        this.context = context;
        this.file = file;
        this.adapters = adapters;
        this.pool = pool;
        this.store = store;
        this.threads = threads;
        this.mostRunning = mostRunning;
    }

    /** Hands in a call; false if the loop ends. */
    boolean submit(Task<?> task) {
        return hand(() -> arrived.addLast(task));
    }

    /** Lets the decode thread do something between two steps; false if the loop ends. */
    boolean submit(Runnable errand) {
        return hand(() -> errands.addLast(errand));
    }

    private boolean hand(Runnable put) {
        lock.lock();
        try {
            if (!closing) {
                put.run();
                news.signal();
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the loop end as soon as the calls have seen that the model closes. */
    void close() {
        lock.lock();
        try {
            closing = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosing() {
        return closing;
    }

    @Override
    public void run() {
        try {
            while (takeNews()) {
                endStopped();
                admit();
                if (!running.isEmpty()) {
                    step();
                    endDone();
                }
            }
        } catch (RuntimeException | Error e) {
            // A mistake of ours; whoever waits must not wait for ever.
            close();
            giveAllUp(e);
            throw e;
        }
    }

    private void giveAllUp(Throwable reason) {
        List<Task<?>> all = new ArrayList<>(running);
        all.addAll(waiting);
        lock.lock();
        try {
            all.addAll(arrived);
        } finally {
            lock.unlock();
        }
        all.forEach(task ->
                task.result()
                        .completeExceptionally(
                                new InferenceException(
                                        "The engine stopped by a mistake of its own ("
                                                + reason
                                                + "). Open the model again.",
                                        reason)));
    }

    /** Waits for work; false if there is none and will be none. */
    private boolean takeNews() {
        List<Runnable> due;
        lock.lock();
        try {
            while (arrived.isEmpty() && errands.isEmpty() && !hasWork() && !closing) {
                news.awaitUninterruptibly();
            }
            waiting.addAll(arrived);
            arrived.clear();
            due = List.copyOf(errands);
            errands.clear();
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
        return hasWork() || !closing;
    }

    private boolean hasWork() {
        return !waiting.isEmpty() || !running.isEmpty();
    }

    private void endStopped() {
        for (Task<?> task : running) {
            if (task.limits().reached()) {
                guarded(task, task::stopped);
            }
        }
        boolean left =
                waiting.removeIf(task -> {
                    guarded(task, task::giveUp);
                    return task.result().isDone();
                });
        // Another may be the first now, and fit.
        full &= !left;
        endDone();
    }

    /** What a task's listener throws ends its own call only. */
    private static void guarded(Task<?> task, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            task.result().completeExceptionally(e);
        }
    }

    private void endDone() {
        running.removeIf(task -> {
            boolean done = task.result().isDone();
            if (done) {
                pool.release(task.sequence());
                full = false;
            }
            return done;
        });
    }

    /** Lets waiting calls begin, in their order, as far as there is room for them to their end. */
    private void admit() {
        while (!waiting.isEmpty() && !full && running.size() < mostRunning && !isWorthWaiting()) {
            Task<?> task = waiting.peekFirst();
            try {
                if (!begin(task)) {
                    full = true;
                    return;
                }
            } catch (RuntimeException e) {
                if (task.claim()) {
                    task.result().completeExceptionally(e);
                }
            }
            waiting.removeFirst();
        }
    }

    /** Whether a running call is just computing a beginning that the next one has too. */
    private boolean isWorthWaiting() {
        int[] wanted = waiting.getFirst().prompt().tokens();
        List<Adapter> under = waiting.getFirst().adapters();
        return running.stream()
                .filter(task -> task.readsPrompt() && task.adapters().equals(under))
                .anyMatch(task -> {
                    int shared = PromptBuilder.common(task.prompt().tokens(), wanted);
                    return shared - task.sequence().length() >= WORTH_WAITING;
                });
    }

    /** False if there is no room for it now. */
    private boolean begin(Task<?> task) {
        Sequence sequence =
                pool.take(task.prompt(), task.adapters(), stored(task.prompt(), task.adapters()));
        int promised = running.stream().mapToInt(Task::promised).sum();
        int needed = task.prompt().tokens().length + task.room() - sequence.length();
        if (pool.attainable() - promised < needed && !running.isEmpty()) {
            pool.release(sequence);
            return false;
        }
        if (!task.claim()) {
            pool.release(sequence);
            return true;
        }
        task.begin(sequence, worthSaving(task.prompt()));
        threads.promptBegins(task.pending().length);
        running.add(task);
        return true;
    }

    private SequencePool.Stored stored(Prompt prompt, List<Adapter> under) {
        int[] stable = Arrays.copyOf(prompt.tokens(), worthSaving(prompt));
        String variant = adapters.identity(under);
        boolean exists = stable.length > 0 && store.has(stable, variant);
        return new SequencePool.Stored() {
            @Override
            public int length() {
                return exists ? stable.length : 0;
            }

            @Override
            public boolean restore(int sequence) {
                return store.restore(context.cache(), sequence, stable, variant);
            }
        };
    }

    /** How long a beginning is worth a file, in tokens; 0 if none is. */
    private int worthSaving(Prompt prompt) {
        int stable = Math.min(prompt.stable(), prompt.tokens().length - 1);
        return store.isOpen() && stable >= PrefixStore.FEWEST_TOKENS ? stable : 0;
    }

    private void step() {
        LlamaBatch batch = context.batch();
        batch.clear();
        List<Part> parts = new BatchPlan(batch).fill(running, threads.chunk());
        takeTurns(parts);
        try {
            file.require();
            adapters.apply(parts.getFirst().task().adapters());
            pool.free(batch.size());
            if (!decode(parts, batch.size())) {
                parts.forEach(part -> takeBack(part.task()));
                return;
            }
        } catch (LlamaException | InferenceException e) {
            parts.forEach(part -> fail(part.task(), e));
            return;
        }
        parts.forEach(this::evaluated);
    }

    private boolean decode(List<Part> parts, int size) {
        Limits[] limits = parts.stream().map(part -> part.task().limits()).toArray(Limits[]::new);
        context.abortWhen(() -> isAnyReached(limits));
        context.threads(threads.next(size));
        long started = System.nanoTime();
        boolean done = context.decode();
        if (done) {
            threads.took(size, System.nanoTime() - started);
        }
        return done;
    }

    // Asked some hundred times a step: no stream.
    private static boolean isAnyReached(Limits[] limits) {
        for (Limits each : limits) {
            if (each.reached()) {
                return true;
            }
        }
        return false;
    }

    /** Who had a share goes to the end, so that the next step serves the others first. */
    private void takeTurns(List<Part> parts) {
        List<Task<?>> served = parts.stream().<Task<?>>map(Part::task).toList();
        running.removeAll(served);
        running.addAll(served);
    }

    private void evaluated(Part part) {
        Task<?> task = part.task();
        Sequence sequence = task.sequence();
        pool.append(sequence, task.pending(), 0, part.count());
        task.evaluated(part.count());
        if (task.readsPrompt() && sequence.length() == task.saveAt()) {
            save(task);
        }
        if (task.pending().length > 0) {
            return;
        }
        int firstRow = part.firstToken() + part.count() - task.outputs();
        guarded(task, () -> task.see(new Task.Rows(row -> context.logits(firstRow + row)), pool));
    }

    private void save(Task<?> task) {
        store.save(
                context.cache(),
                task.sequence().id(),
                Arrays.copyOf(task.prompt().tokens(), task.saveAt()),
                adapters.identity(task.adapters()));
    }

    /** After an aborted step: the cache may hold some of its tokens. */
    private void takeBack(Task<?> task) {
        Sequence sequence = task.sequence();
        int[] held = sequence.tokens();
        pool.cut(sequence, held.length);
        if (sequence.length() < held.length) {
            task.lost(Arrays.copyOfRange(held, sequence.length(), held.length));
        }
    }

    private void fail(Task<?> task, RuntimeException e) {
        pool.cut(task.sequence(), 0);
        task.result().completeExceptionally(e);
    }
}
