package dev.hoopoe.inference.grammar;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place in a text that follows a grammar: what may come next. Immutable. */
public final class GrammarState {
    /**
     * The most steps taken to find what may follow one byte; more means left recursion or a hostile
     * grammar.
     */
    static final int MOST_STEPS = 20_000;

    /** The most bytes that {@link #forced} looks ahead. */
    static final int LONGEST_FORCED = 4096;

    private final Grammar grammar;
    private final List<Pending> heads;
    private final boolean complete;

    private GrammarState(Grammar grammar, List<Pending> heads, boolean complete) {
        this.grammar = grammar;
        this.heads = heads;
        this.complete = complete;
    }

    static GrammarState start(Grammar grammar) {
        List<@Nullable Pending> first = new ArrayList<>();
        first.add(new Pending(grammar.root(), 0, null));
        return expand(grammar, first);
    }

    /** Replaces everything but bytes by what it begins with. */
    private static GrammarState expand(Grammar grammar, List<@Nullable Pending> stacks) {
        Deque<Pending> open = new ArrayDeque<>();
        Set<Pending> seen = new HashSet<>();
        List<Pending> heads = new ArrayList<>();
        boolean complete = false;
        for (Pending stack : stacks) {
            if (stack == null) {
                complete = true;
            } else {
                open.addLast(stack);
            }
        }
        List<@Nullable Pending> successors = new ArrayList<>();
        while (!open.isEmpty()) {
            Pending top = open.removeFirst();
            if (!seen.add(top)) {
                continue;
            }
            if (seen.size() > MOST_STEPS) {
                throw new GrammarException(
                        "The grammar takes more than "
                                + MOST_STEPS
                                + " steps for one character; is a rule left-recursive?");
            }
            if (top.node instanceof Node.Bytes) {
                heads.add(top);
                continue;
            }
            successors.clear();
            step(grammar, top, successors);
            for (Pending successor : successors) {
                if (successor == null) {
                    complete = true;
                } else {
                    open.addLast(successor);
                }
            }
        }
        return new GrammarState(grammar, heads, complete);
    }

    private static void step(Grammar grammar, Pending top, List<@Nullable Pending> successors) {
        switch (top.node) {
            case Node.Bytes bytes -> throw new IllegalStateException("bytes stay: " + bytes);
            case Node.Sequence sequence -> successors.add(push(sequence.parts(), top.next));
            case Node.Choice choice -> {
                for (Node option : choice.options()) {
                    successors.add(new Pending(option, 0, top.next));
                }
            }
            case Node.Repeat repeat -> stepRepeat(repeat, top, successors);
            case Node.Reference reference ->
                    successors.add(new Pending(grammar.rule(reference), 0, top.next));
        }
    }

    private static @Nullable Pending push(List<Node> parts, @Nullable Pending next) {
        Pending result = next;
        for (int i = parts.size() - 1; i >= 0; i--) {
            result = new Pending(parts.get(i), 0, result);
        }
        return result;
    }

    private static void stepRepeat(
            Node.Repeat repeat, Pending top, List<@Nullable Pending> successors) {
        if (top.count >= repeat.min()) {
            successors.add(top.next);
        }
        if (top.count < repeat.max()) {
            // Beyond the minimum an unbounded repetition needs no count, and equal stacks then
            // meet.
            int count =
                    repeat.max() == Node.UNBOUNDED
                            ? Math.min(top.count + 1, repeat.min())
                            : top.count + 1;
            successors.add(new Pending(repeat.body(), 0, new Pending(repeat, count, top.next)));
        }
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
        for (Pending head : heads) {
            Node.Bytes bytes = (Node.Bytes) head.node;
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
        List<@Nullable Pending> stacks = new ArrayList<>();
        for (Pending head : heads) {
            if (((Node.Bytes) head.node).matches(value)) {
                stacks.add(head.next);
            }
        }
        return stacks.isEmpty() ? null : expand(grammar, stacks);
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
        for (Pending head : heads) {
            Node.Bytes bytes = (Node.Bytes) head.node;
            if (bytes.low() != bytes.high() || (value >= 0 && value != bytes.low())) {
                return -1;
            }
            value = bytes.low();
        }
        return complete ? -1 : value;
    }
}
