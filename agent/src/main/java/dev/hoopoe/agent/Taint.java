package dev.hoopoe.agent;

import dev.hoopoe.tools.Trait;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a conversation has seen. Bits are only ever set: summarising or forgetting text does not
 * take back what the model read.
 */
final class Taint {
    private final Set<Trait> seen = EnumSet.noneOf(Trait.class);

    /**
     * Whether a call with these traits would let private data follow a stranger's instruction out.
     */
    boolean completes(Set<Trait> traits) {
        return traits.contains(Trait.SENDS_OUTSIDE)
                && seen.contains(Trait.READS_PRIVATE)
                && seen.contains(Trait.READS_UNTRUSTED);
    }

    /** Remembers a result of a tool with these traits. */
    void add(Set<Trait> traits) {
        seen.addAll(traits);
    }
}
