package dev.hoopoe.inference.grammar;

import java.util.List;

/**
 * A compiled grammar; immutable, and so safe to share.
 *
 * <p>llama.cpp has a machine of its own for GBNF. This one works on bytes, says which text the
 * grammar forces (that text needs no decoding step for each token), and cannot end the process on a
 * token that does not fit.
 */
public final class Grammar {
    private final List<Node> rules;
    private final GrammarState start;

    private Grammar(List<Node> rules) {
        this.rules = List.copyOf(rules);
        this.start = GrammarState.start(this);
    }

    /**
     * Compiles GBNF text; its first rule to apply is {@code root}.
     *
     * @throws GrammarException if it cannot be read or is left-recursive
     */
    public static Grammar parse(String gbnf) {
        return new Grammar(new GbnfParser(gbnf).parse());
    }

    /** Before the first byte. */
    public GrammarState start() {
        return start;
    }

    Node root() {
        return rules.getFirst();
    }

    Node rule(Node.Reference reference) {
        return rules.get(reference.rule());
    }
}
