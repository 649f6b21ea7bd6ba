package dev.hoopoe.inference.grammar;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A compiled grammar; immutable to those who use it, and safe to share.
 *
 * <p>llama.cpp has a machine of its own for GBNF. This one works on bytes, says which text the
 * grammar forces (that text needs no decoding step for each token), and cannot end the process on a
 * token that does not fit.
 */
public final class Grammar {
    /** The most states that remember what followed; then all forget and begin anew. */
    static final int MOST_REMEMBERED = 4_000;

    private final List<Node> rules;
    private final AtomicInteger remembered = new AtomicInteger();
    private volatile int generation;
    private final GrammarState start;

    private Grammar(List<Node> rules) {
        this.rules = List.copyOf(rules);
        this.start = GrammarState.start(this);
    }

    /**
     * Compiles GBNF text; its first rule to apply is {@code root}.
     *
     * @throws GrammarException if it cannot be read or does not get to its first character
     */
    public static Grammar parse(String gbnf) {
        return new Grammar(new GbnfParser(gbnf).parse());
    }

    /** Before the first byte. */
    public GrammarState start() {
        return start;
    }

    /** What states remember from an earlier generation, they shall forget: it fills the memory. */
    int generation() {
        return generation;
    }

    /** Another state remembers from now on. */
    void noteMemory() {
        generation = remembered.incrementAndGet() / MOST_REMEMBERED;
    }

    Node root() {
        return rules.getFirst();
    }

    Node rule(Node.Reference reference) {
        return rules.get(reference.rule());
    }
}
