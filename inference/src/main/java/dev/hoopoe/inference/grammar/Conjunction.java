package dev.hoopoe.inference.grammar;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Schemas that hold together, references and {@code allOf} followed. Schemas that lead back to
 * themselves are there once, so following them ends.
 *
 * @param schemas what holds
 * @param open where a choice has still to be made
 * @param chosen where it was made
 */
record Conjunction(
        Set<Schema> schemas, Set<Schema.Alternatives> open, Set<Schema.Alternatives> chosen) {
    /** More schemas than this are not followed: what they demand is left to whoever checks. */
    static final int MOST_SCHEMAS = 256;

    /** The most combinations of alternatives; where there were more, some are left open. */
    static final int MOST_COMBINATIONS = 256;

    Conjunction {
        schemas = Collections.unmodifiableSet(new LinkedHashSet<>(schemas));
        open = Collections.unmodifiableSet(new LinkedHashSet<>(open));
        chosen = Collections.unmodifiableSet(new LinkedHashSet<>(chosen));
    }

    static Conjunction of(Collection<Schema> start) {
        return new Conjunction(Set.of(), Set.of(), Set.of()).with(start);
    }

    private Conjunction with(Collection<Schema> more) {
        Set<Schema> all = new LinkedHashSet<>(schemas);
        Set<Schema.Alternatives> choices = new LinkedHashSet<>(open);
        Deque<Schema> next = new ArrayDeque<>(more);
        while (!next.isEmpty() && all.size() < MOST_SCHEMAS) {
            Schema schema = next.removeFirst();
            if (all.add(schema)) {
                // What is referred to stands where the reference stood.
                schema.also().reversed().forEach(next::addFirst);
                choices.addAll(schema.alternatives());
            }
        }
        choices.removeAll(chosen);
        return new Conjunction(all, limited(choices), chosen);
    }

    private static Set<Schema.Alternatives> limited(Set<Schema.Alternatives> choices) {
        Set<Schema.Alternatives> result = new LinkedHashSet<>();
        long combinations = 1;
        for (Schema.Alternatives choice : choices) {
            if (choices.size() > 1) {
                combinations *= choice.options().size();
            }
            if (combinations <= MOST_COMBINATIONS) {
                result.add(choice);
            }
        }
        return result;
    }

    /** The same with one way chosen where {@code at} left the choice. */
    Conjunction choosing(Schema.Alternatives at, Schema option) {
        Set<Schema.Alternatives> left = new LinkedHashSet<>(open);
        left.remove(at);
        Set<Schema.Alternatives> done = new LinkedHashSet<>(chosen);
        done.add(at);
        return new Conjunction(schemas, left, done).with(List.of(option));
    }

    boolean isImpossible() {
        return schemas.stream().anyMatch(Schema::isImpossible);
    }
}
