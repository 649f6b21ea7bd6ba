package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules some finite text can follow. A list whose every element needs another list is one
 * that nobody can finish; under such a rule a model would write for ever.
 */
final class Writable {
    private final Map<String, Part> bodies;
    private final Set<String> names = new HashSet<>();

    Writable(Map<String, Part> bodies) {
        this.bodies = bodies;
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<String, Part> rule : bodies.entrySet()) {
                if (!names.contains(rule.getKey()) && isWritable(rule.getValue())) {
                    names.add(rule.getKey());
                    more = true;
                }
            }
        }
    }

    /** Whether some finite text follows this part. */
    boolean isWritable(Part part) {
        return switch (part) {
            case Part.Text text -> true;
            case Part.Characters characters -> characters.set().size() > 0;
            case Part.Sequence sequence -> sequence.parts().stream().allMatch(this::isWritable);
            case Part.Choice choice -> choice.options().stream().anyMatch(this::isWritable);
            case Part.Repeat repeat -> repeat.min() == 0 || isWritable(repeat.body());
            case Part.Rule rule -> names.contains(rule.name()) || !bodies.containsKey(rule.name());
        };
    }

    /** The part without what cannot be written. */
    Part only(Part part) {
        if (!isWritable(part)) {
            return Part.nothing();
        }
        return switch (part) {
            case Part.Text text -> text;
            case Part.Characters characters -> characters;
            case Part.Rule rule -> rule;
            case Part.Sequence sequence -> Part.sequence(onlyAll(sequence.parts()));
            case Part.Choice choice -> Part.choice(onlyAll(choice.options()));
            case Part.Repeat repeat -> Part.repeat(only(repeat.body()), repeat.min(), repeat.max());
        };
    }

    private List<Part> onlyAll(List<Part> parts) {
        return parts.stream().map(this::only).toList();
    }

    /** The names of the rules that a part uses, from left to right. */
    static List<String> uses(Part part) {
        List<String> result = new ArrayList<>();
        collect(part, result);
        return result;
    }

    private static void collect(Part part, List<String> names) {
        switch (part) {
            case Part.Rule rule -> names.add(rule.name());
            case Part.Sequence sequence -> sequence.parts().forEach(p -> collect(p, names));
            case Part.Choice choice -> choice.options().forEach(p -> collect(p, names));
            case Part.Repeat repeat -> collect(repeat.body(), names);
            case Part.Text text -> {}
            case Part.Characters characters -> {}
        }
    }
}
