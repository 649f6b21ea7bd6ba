package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.KvCache;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the context remembers: the sequences that calls work on, and those of ended
 * calls, so that a chat that goes on finds its state. A new sequence shares the cells of the
 * beginning that it has in common with another. What was not used for longest leaves when cells or
 * sequences run short. On the decode thread.
 */
final class SequencePool {
    /** A tail of so many tokens is not worth a sequence of its own. */
    private static final int SHORT_TAIL = 32;

    private final KvCache cache;
    private final Cells cells;
    private final List<Sequence> sequences = new ArrayList<>();
    private long tick;

    SequencePool(KvCache cache, int cellCount, int sequenceCount) {
        this.cache = cache;
        this.cells = new Cells(cellCount);
        for (int id = 0; id < sequenceCount; id++) {
            sequences.add(new Sequence(id));
        }
    }

    /**
     * A sequence for a call, with as much of the prompt as is remembered, but never all of it: the
     * last token is computed in any case, since its logits are not kept.
     *
     * @param stored puts a longer beginning into an empty sequence, if there is one on disk
     */
    Sequence take(Prompt prompt, List<Adapter> adapters, Stored stored) {
        int[] tokens = prompt.tokens();
        int most = tokens.length - 1;
        Optional<Sequence> best =
                sequences.stream()
                        .filter(s -> s.adapters().equals(adapters) && s.common(tokens) > 0)
                        .max(Comparator.comparingInt(s -> s.common(tokens)));
        int held = best.map(s -> Math.min(most, s.common(tokens))).orElse(0);
        Sequence result;
        if (stored.length() > held) {
            result = vacant(best);
            cut(result, 0);
            restore(result, prompt, stored);
            if (result.length() == 0) {
                best.ifPresent(source -> share(source, result, held));
            }
        } else {
            result = best.map(source -> grown(source, held)).orElseGet(() -> vacant(best));
        }
        result.adapters(adapters);
        result.busy(true);
        return result;
    }

    /** The state of a prompt's stable beginning, outside of memory. */
    interface Stored {
        /** In tokens; 0 if there is none. */
        int length();

        /** Fills an empty sequence; false, and a still empty one, if that fails. */
        boolean restore(int sequence);
    }

    private void restore(Sequence target, Prompt prompt, Stored stored) {
        if (free(stored.length()) && stored.restore(target.id())) {
            append(target, prompt.tokens(), 0, stored.length());
        }
    }

    /** The source itself, if nobody needs the rest of it, or a sequence that begins like it. */
    private Sequence grown(Sequence source, int held) {
        if (!source.isBusy() && source.length() - held <= SHORT_TAIL) {
            cut(source, held);
            return source;
        }
        Sequence target = vacant(Optional.of(source));
        if (target == source) {
            cut(source, held);
        } else {
            share(source, target, held);
        }
        return target;
    }

    private void share(Sequence source, Sequence target, int length) {
        if (length == 0 || source == target) {
            return;
        }
        cache.share(source.id(), target.id(), length);
        int[] tokens = source.tokens();
        for (int i = 0; i < length; i++) {
            cells.share(source.cell(i));
            target.append(tokens[i], source.cell(i));
        }
    }

    /** An empty sequence; the last one to be emptied is that which should be spared. */
    private Sequence vacant(Optional<Sequence> spared) {
        Sequence oldest =
                sequences.stream()
                        .filter(s -> !s.isBusy())
                        .min(
                                Comparator.<Sequence>comparingInt(s -> s.length() == 0 ? 0 : 1)
                                        .thenComparing(s -> spared.filter(o -> o == s).isPresent())
                                        .thenComparingLong(Sequence::lastUse))
                        .orElseThrow(() -> new IllegalStateException("No sequence is free"));
        if (spared.filter(s -> s == oldest).isEmpty()) {
            cut(oldest, 0);
        }
        return oldest;
    }

    /** Takes note of tokens that were evaluated behind a sequence's others. */
    void append(Sequence sequence, int[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            sequence.append(source[i], cells.take());
        }
    }

    /** Forgets all but a sequence's first tokens; all of them, if the model cannot forget some. */
    void cut(Sequence sequence, int length) {
        int kept = cache.cut(sequence.id(), length);
        for (int i = kept; i < sequence.length(); i++) {
            cells.release(sequence.cell(i));
        }
        sequence.shorten(kept);
    }

    /** A call is done with its sequence; it is remembered until its cells are needed. */
    void release(Sequence sequence) {
        sequence.busy(false);
        sequence.used(++tick);
    }

    /** Frees cells, if need be those of the sequences that were not used for longest. */
    boolean free(int count) {
        while (cells.free() < count) {
            Optional<Sequence> oldest =
                    sequences.stream()
                            .filter(s -> !s.isBusy() && s.length() > 0)
                            .min(Comparator.comparingLong(Sequence::lastUse));
            if (oldest.isEmpty()) {
                return false;
            }
            cut(oldest.get(), 0);
        }
        return true;
    }

    /** How many cells there are that no running call's sequence holds. */
    int attainable() {
        boolean[] held = new boolean[cells.count()];
        int count = 0;
        for (Sequence sequence : sequences) {
            for (int i = 0; sequence.isBusy() && i < sequence.length(); i++) {
                count += held[sequence.cell(i)] ? 0 : 1;
                held[sequence.cell(i)] = true;
            }
        }
        return cells.count() - count;
    }
}
