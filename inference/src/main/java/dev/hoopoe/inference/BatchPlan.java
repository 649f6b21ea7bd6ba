package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.LlamaBatch;
import dev.hoopoe.inference.llama.LlamaContext;
import java.util.ArrayList;
import java.util.List;

/** Who gets how much of one step. */
final class BatchPlan {
    /** Of prompts, while others write: about a quarter of a second on a slow machine. */
    private static final int SHARED_CHUNK = 64;

    private final LlamaBatch batch;
    private final List<Part> parts = new ArrayList<>();

    /**
     * @param batch empty
     */
    BatchPlan(LlamaBatch batch) {
        this.batch = batch;
    }

    /** What a task has in a batch: so many of its pending tokens, from this one on. */
    record Part(Task<?> task, int count, int firstToken) {}

    /**
     * Puts the writers' tokens into the batch, and of prompts what fits in; all under the adapters
     * of the first.
     *
     * @param chunk of a prompt at most so many tokens
     */
    List<Part> fill(List<Task<?>> running, int chunk) {
        List<Adapter> under = running.getFirst().adapters();
        List<Task<?>> group =
                running.stream().filter(task -> task.adapters().equals(under)).toList();
        List<Task<?>> writers = group.stream().filter(task -> !task.readsPrompt()).toList();
        List<Task<?>> readers = group.stream().filter(Task::readsPrompt).toList();
        for (int i = 0; i < writers.size(); i++) {
            writers.get(i).prepare(outputsFor(writers.size() - i, readers));
            add(writers.get(i), batch.room());
        }
        int room = Math.min(chunk, writers.isEmpty() ? LlamaContext.BATCH : SHARED_CHUNK);
        for (Task<?> reader : readers) {
            int before = batch.size();
            if (room > 0) {
                add(reader, room);
            }
            room -= batch.size() - before;
        }
        return List.copyOf(parts);
    }

    /** An equal share of the logits that are left, when each who comes later gets one at least. */
    private int outputsFor(int writers, List<Task<?>> readers) {
        return Math.max(1, (batch.outputRoom() - readers.size()) / writers);
    }

    private void add(Task<?> task, int room) {
        int[] pending = task.pending();
        int count = Math.min(Math.min(pending.length, room), batch.room());
        count = Math.min(count, untilStable(task));
        boolean all = count == pending.length;
        if (count <= 0 || (all && task.outputs() > batch.outputRoom())) {
            return;
        }
        int first = batch.size();
        int position = task.sequence().length();
        for (int i = 0; i < count; i++) {
            boolean output = all && i >= count - task.outputs();
            batch.add(pending[i], position + i, task.sequence().id(), output);
        }
        parts.add(new Part(task, count, first));
    }

    /** A step ends where the stable beginning does, so that its state can be saved. */
    private static int untilStable(Task<?> task) {
        int left = task.saveAt() - task.sequence().length();
        return task.readsPrompt() && left > 0 ? left : Integer.MAX_VALUE;
    }
}
