package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a regular expression finds, as the inside of a JSON string. */
final class RegexGrammar {
    /** The most characters that a pattern may count out; beyond it, it is not enforced. */
    static final int LARGEST = 2_000;

    /**
     * The most characters before a match that need not begin the string, so that a model gets to
     * the point.
     */
    static final int LONGEST_BEFORE = 100;

    private final Rules rules;

    private RegexGrammar(Rules rules) {
        this.rules = rules;
    }

    /** Strings in which the expression is found, or null if no grammar can say that. */
    static @Nullable Part of(Regex regex, Rules rules) {
        return size(regex) > LARGEST ? null : new RegexGrammar(rules).whole(regex);
    }

    private static long size(Regex regex) {
        return switch (regex) {
            case Regex.Characters characters -> 1;
            case Regex.Sequence sequence ->
                    sequence.parts().stream().mapToLong(RegexGrammar::size).sum();
            case Regex.Choice choice ->
                    choice.options().stream().mapToLong(RegexGrammar::size).sum();
            case Regex.Repeat repeat ->
                    Math.min(Integer.MAX_VALUE, size(repeat.body()) * times(repeat));
            case Regex.Start start -> 0;
            case Regex.End end -> 0;
        };
    }

    private static long times(Regex.Repeat repeat) {
        return repeat.max() > Count.LARGEST ? repeat.min() + 1 : repeat.max();
    }

    /** The expression between what its ends leave open. */
    private @Nullable Part whole(Regex regex) {
        if (regex instanceof Regex.Choice(List<Regex> options)) {
            List<Part> parts = new ArrayList<>();
            for (Regex option : options) {
                Part part = whole(option);
                if (part == null) {
                    return null;
                }
                parts.add(part);
            }
            return rules.named(Part.choice(parts));
        }
        List<Regex> parts =
                regex instanceof Regex.Sequence(List<Regex> several) ? several : List.of(regex);
        if (parts.size() == 1 && parts.getFirst() instanceof Regex.Sequence inner) {
            return whole(inner);
        }
        return between(parts);
    }

    private @Nullable Part between(List<Regex> parts) {
        boolean start = !parts.isEmpty() && parts.getFirst() instanceof Regex.Start;
        boolean end = !parts.isEmpty() && parts.getLast() instanceof Regex.End;
        List<Regex> middle = parts.subList(start ? 1 : 0, parts.size() - (end ? 1 : 0));
        // "(^a|b)c" and the like: anchors that are not at the ends.
        if (middle.stream().anyMatch(RegexGrammar::hasAnchor)) {
            boolean group = middle.size() == 1 && !(middle.getFirst() instanceof Regex.Repeat);
            return start || end || !group ? null : whole(middle.getFirst());
        }
        return Part.sequence(
                start ? Part.empty() : Part.repeat(Rules.CHARACTER, 0, LONGEST_BEFORE),
                inside(new Regex.Sequence(middle)),
                end ? Part.empty() : Part.repeat(Rules.CHARACTER, 0, Node.UNBOUNDED));
    }

    private static boolean hasAnchor(Regex regex) {
        return switch (regex) {
            case Regex.Characters characters -> false;
            case Regex.Sequence sequence ->
                    sequence.parts().stream().anyMatch(RegexGrammar::hasAnchor);
            case Regex.Choice choice -> choice.options().stream().anyMatch(RegexGrammar::hasAnchor);
            case Regex.Repeat repeat -> hasAnchor(repeat.body());
            case Regex.Start start -> true;
            case Regex.End end -> true;
        };
    }

    private Part inside(Regex regex) {
        return switch (regex) {
            case Regex.Characters characters -> characters(characters.set());
            case Regex.Sequence sequence ->
                    Part.sequence(sequence.parts().stream().map(this::inside).toList());
            case Regex.Choice choice ->
                    Part.choice(choice.options().stream().map(this::inside).toList());
            case Regex.Repeat repeat ->
                    Part.repeat(
                            rules.named(inside(repeat.body())),
                            Math.min(repeat.min(), Count.LARGEST),
                            repeat.max() > Count.LARGEST ? Node.UNBOUNDED : repeat.max());
            case Regex.Start start -> throw new IllegalStateException("an anchor inside");
            case Regex.End end -> throw new IllegalStateException("an anchor inside");
        };
    }

    private Part characters(CodePoints set) {
        int only = set.size() == 1 ? set.ranges().getFirst().first() : -1;
        boolean literal = only >= 0 && set.ranges().getFirst().last() == only;
        if (literal && JsonCharacters.isPlain(only)) {
            return Part.text(Character.toString(only));
        }
        return JsonCharacters.oneOf(set);
    }
}
