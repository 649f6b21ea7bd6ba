package dev.hoopoe.inference.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Finds the bytes that may come at one position of the text; used once, by one thread. */
final class Expansion {
    private final Grammar grammar;
    private final int mostSteps;
    private final Deque<Rest> open = new ArrayDeque<>();
    private final Set<Rest> seen = new HashSet<>();
    private final IdentityHashMap<Node, Rest.Frame> frames = new IdentityHashMap<>();
    private final List<Rest.Pending> heads = new ArrayList<>();
    private boolean complete;

    Expansion(Grammar grammar, int mostSteps) {
        this.grammar = grammar;
        this.mostSteps = mostSteps;
    }

    void add(Rest rest) {
        open.addLast(rest);
    }

    /** Bytes, each with what comes behind it. */
    List<Rest.Pending> heads() {
        return heads;
    }

    /** Whether the text may end here. */
    boolean isComplete() {
        return complete;
    }

    /** Takes all steps; false if there were too many, and then some heads are missing. */
    boolean run() {
        while (!open.isEmpty()) {
            // The last first: where there are too many ways, some are followed to their end.
            Rest rest = open.removeLast();
            if (seen.add(rest)) {
                if (seen.size() > mostSteps) {
                    return false;
                }
                step(rest);
            }
        }
        return true;
    }

    private void step(Rest rest) {
        switch (rest) {
            case Rest.End end -> complete = true;
            case Rest.Frame frame -> frame.callers().forEach(this::add);
            case Rest.Pending pending -> step(pending);
        }
    }

    private void step(Rest.Pending top) {
        switch (top.node()) {
            case Node.Bytes bytes -> heads.add(top);
            case Node.Sequence sequence -> push(sequence.parts(), top.next());
            case Node.Choice choice -> {
                for (Node option : choice.options().reversed()) {
                    add(Rest.Pending.of(option, 0, top.next()));
                }
            }
            case Node.Repeat repeat -> repeat(repeat, top);
            case Node.Reference reference -> call(grammar.rule(reference), top.next());
        }
    }

    private void push(List<Node> parts, Rest next) {
        Rest result = next;
        for (int i = parts.size() - 1; i >= 0; i--) {
            result = Rest.Pending.of(parts.get(i), 0, result);
        }
        add(result);
    }

    private void repeat(Node.Repeat repeat, Rest.Pending top) {
        if (top.count() >= repeat.min()) {
            add(top.next());
        }
        if (top.count() < repeat.max()) {
            // Beyond the minimum an unbounded repetition needs no count, and equal stacks then
            // meet.
            int count =
                    repeat.max() == Node.UNBOUNDED
                            ? Math.min(top.count() + 1, repeat.min())
                            : top.count() + 1;
            add(Rest.Pending.of(repeat.body(), 0, Rest.Pending.of(repeat, count, top.next())));
        }
    }

    private void call(Node rule, Rest caller) {
        Rest.Frame frame = frames.get(rule);
        if (frame == null) {
            frame = new Rest.Frame(rule);
            frames.put(rule, frame);
            add(Rest.Pending.of(rule, 0, frame));
        }
        addCaller(frame, caller);
    }

    // A rule that ends with a call would grow a chain of frames that only lead on; a frame of an
    // earlier position has all its callers, so they can stand for it.
    private void addCaller(Rest.Frame frame, Rest caller) {
        Deque<Rest> callers = new ArrayDeque<>(List.of(caller));
        while (!callers.isEmpty()) {
            Rest one = callers.removeLast();
            if (one instanceof Rest.Frame before && isEarlier(before)) {
                callers.addAll(before.callers());
            } else if (frame.callers().add(one) && seen.contains(frame)) {
                add(one);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isEarlier(Rest.Frame frame) {
        return frames.get(frame.rule()) != frame;
    }
}
