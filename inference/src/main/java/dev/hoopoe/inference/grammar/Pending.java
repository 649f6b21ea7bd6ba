package dev.hoopoe.inference.grammar;

import org.jspecify.annotations.Nullable;

/**
 * A stack of what has still to come: a node, then the rest. The empty stack, null, is the end of
 * the text.
 */
final class Pending {
    final Node node;

    /** How often a {@link Node.Repeat} was entered. */
    final int count;

    final @Nullable Pending next;
    private final int hash;

    Pending(Node node, int count, @Nullable Pending next) {
        this.node = node;
        this.count = count;
        this.next = next;
        // Nodes are compared by identity: each belongs to one place of one grammar.
        this.hash =
                (System.identityHashCode(node) * 31 + count) * 31 + (next == null ? 0 : next.hash);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        Pending a = this;
        Pending b = other instanceof Pending pending ? pending : null;
        while (a != b) {
            if (a == null
                    || b == null
                    || a.hash != b.hash
                    || a.node != b.node
                    || a.count != b.count) {
                return false;
            }
            a = a.next;
            b = b.next;
        }
        return true;
    }
}
