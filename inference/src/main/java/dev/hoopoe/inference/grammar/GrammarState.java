package dev.hoopoe.inference.grammar;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a text that follows a grammar: what may come next. Immutable to those who use it, and
 * safe to share; it remembers what it was asked, since a vocabulary asks the same of it thousands
 * of times.
 */
public final class GrammarState {
    /**
     * The most steps taken to find what may follow one byte. At the start, more means a hostile
     * grammar; later, the ways to go on that were found till then stay, so that what is allowed is
     * still right and only less than it could be.
     */
    static final int MOST_STEPS = 20_000;

    /** The most bytes that {@link #forced} looks ahead. */
    static final int LONGEST_FORCED = 4096;

    // A string within a member within an object comes back to itself after each character.
    private static final int FRAMES_COMPARED = 2;

    private final Grammar grammar;
    private final List<Rest.Pending> heads;
    private final boolean complete;
    // Racing threads find the same states; whose is kept does not matter.
    private @Nullable GrammarState @Nullable [] known;
    private int knownSince;

    private GrammarState(Grammar grammar, Expansion expansion) {
        this.grammar = grammar;
        this.heads = List.copyOf(expansion.heads());
        this.complete = expansion.isComplete();
    }

    static GrammarState start(Grammar grammar) {
        Expansion expansion = new Expansion(grammar, MOST_STEPS);
        expansion.add(Rest.Pending.of(grammar.root(), 0, Rest.End.END));
        if (!expansion.run()) {
            throw new GrammarException(
                    "The grammar takes more than "
                            + MOST_STEPS
                            + " steps for its first character; repeat less within repetitions.");
        }
        return new GrammarState(grammar, expansion);
    }

    /** Whether the text may end here. */
    public boolean isComplete() {
        return complete;
    }

    /** Whether the text must end here. */
    public boolean isFinal() {
        return heads.isEmpty();
    }

    /** Whether a byte may come next, for each value from 0 to 255. */
    public boolean[] next() {
        boolean[] result = new boolean[256];
        for (Rest.Pending head : heads) {
            Node.Bytes bytes = (Node.Bytes) head.node();
            for (int value = bytes.low(); value <= bytes.high(); value++) {
                result[value] = true;
            }
        }
        return result;
    }

    /** The state after these bytes, or null if the grammar does not allow them. */
    public @Nullable GrammarState accept(byte[] bytes) {
        GrammarState state = this;
        for (byte b : bytes) {
            state = state.accept(b & 0xFF);
            if (state == null) {
                return null;
            }
        }
        return state;
    }

    private @Nullable GrammarState accept(int value) {
        @Nullable GrammarState @Nullable [] remembered = known;
        if (remembered != null && remembered[value] != null && knownSince == grammar.generation()) {
            return remembered[value];
        }
        GrammarState result = find(value);
        if (result != null) {
            remember(value, result);
        }
        return result;
    }

    private @Nullable GrammarState find(int value) {
        Expansion expansion = new Expansion(grammar, MOST_STEPS);
        boolean any = false;
        for (Rest.Pending head : heads) {
            if (((Node.Bytes) head.node()).matches(value)) {
                expansion.add(head.next());
                any = true;
            }
        }
        if (!any) {
            return null;
        }
        expansion.run();
        return isSame(expansion) ? this : new GrammarState(grammar, expansion);
    }

    private boolean isSame(Expansion expansion) {
        List<Rest.Pending> others = expansion.heads();
        boolean same = others.size() == heads.size() && complete == expansion.isComplete();
        for (int i = 0; same && i < heads.size(); i++) {
            same = Rest.same(heads.get(i), others.get(i), FRAMES_COMPARED);
        }
        return same;
    }

    private void remember(int value, GrammarState next) {
        @Nullable GrammarState @Nullable [] remembered = known;
        if (remembered == null || knownSince != grammar.generation()) {
            grammar.noteMemory();
            remembered = new @Nullable GrammarState[256];
            known = remembered;
            knownSince = grammar.generation();
        }
        remembered[value] = next;
    }

    /**
     * The bytes that must come next, whatever the writer wants; empty where it has a choice, the
     * end included.
     */
    public byte[] forced() {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        GrammarState state = this;
        while (state != null && result.size() < LONGEST_FORCED) {
            int only = state.only();
            if (only < 0) {
                break;
            }
            result.write(only);
            state = state.accept(only);
        }
        return result.toByteArray();
    }

    private int only() {
        int value = -1;
        for (Rest.Pending head : heads) {
            Node.Bytes bytes = (Node.Bytes) head.node();
            if (bytes.low() != bytes.high() || (value >= 0 && value != bytes.low())) {
                return -1;
            }
            value = bytes.low();
        }
        return complete ? -1 : value;
    }
}
