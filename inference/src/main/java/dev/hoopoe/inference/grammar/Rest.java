package dev.hoopoe.inference.grammar;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** What has still to come. */
sealed interface Rest {
    /**
     * A node, then the rest.
     *
     * @param count how often a {@link Node.Repeat} was entered
     */
    record Pending(Node node, int count, Rest next, int hash) implements Rest {
        static Pending of(Node node, int count, Rest next) {
            // Nodes are compared by identity: each belongs to one place of one grammar.
            int hash = (System.identityHashCode(node) * 31 + count) * 31 + next.hashCode();
            return new Pending(node, count, next, hash);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            Rest a = this;
            Rest b = other instanceof Rest rest ? rest : null;
            while (a != b) {
                if (!(a instanceof Pending left
                        && b instanceof Pending right
                        && left.hash == right.hash
                        && left.node == right.node
                        && left.count == right.count)) {
                    return false;
                }
                a = left.next;
                b = right.next;
            }
            return true;
        }
    }

    /**
     * The end of a rule: on at every place that called the rule at one position of the text. So
     * threads that are within the same rule are one thread, however they got there; else a grammar
     * whose alternatives begin alike would double them with every bracket. Compared by identity;
     * filled by the {@link Expansion} that makes it and then left alone.
     */
    final class Frame implements Rest {
        private final Node rule;
        private final Set<Rest> callers = new LinkedHashSet<>();

        Frame(Node rule) {
            this.rule = rule;
        }

        Node rule() {
            return rule;
        }

        Set<Rest> callers() {
            return callers;
        }
    }

    /** The end of the text. */
    enum End implements Rest {
        END
    }

    /** Whether both say the same, frames compared by what they hold, so many of them deep. */
    @SuppressWarnings("ReferenceEquality")
    static boolean same(Rest one, Rest other, int frames) {
        Rest a = one;
        Rest b = other;
        while (a != b) {
            if (a instanceof Frame left && b instanceof Frame right) {
                return frames > 0 && same(left, right, frames - 1);
            }
            if (!(a instanceof Pending left
                    && b instanceof Pending right
                    && left.node == right.node
                    && left.count == right.count)) {
                return false;
            }
            a = left.next;
            b = right.next;
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean same(Frame one, Frame other, int frames) {
        boolean alike = one.rule == other.rule && one.callers.size() == other.callers.size();
        Iterator<Rest> left = one.callers.iterator();
        Iterator<Rest> right = other.callers.iterator();
        while (alike && left.hasNext()) {
            alike = same(left.next(), right.next(), frames);
        }
        return alike;
    }
}
