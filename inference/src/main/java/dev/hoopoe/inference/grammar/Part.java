package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a grammar that is being written, before it becomes GBNF text; {@link Node} is what
 * comes out of reading that text.
 */
sealed interface Part {
    /** Exactly this text. */
    record Text(String text) implements Part {}

    /** One of these characters. */
    record Characters(CodePoints set) implements Part {}

    /** All, one after the other. */
    record Sequence(List<Part> parts) implements Part {}

    /** One of several; one of none is what nobody can write. */
    record Choice(List<Part> options) implements Part {}

    /** {@code min} to {@code max} times the body; {@link Node#UNBOUNDED} for no upper limit. */
    record Repeat(Part body, int min, int max) implements Part {}

    /** What the rule of this name says. */
    record Rule(String name) implements Part {}

    /** The empty text. */
    static Part empty() {
        return new Text("");
    }

    /** What nobody can write. */
    static Part nothing() {
        return new Choice(List.of());
    }

    static Part text(String text) {
        return new Text(text);
    }

    /** All, one after the other; {@link #nothing} if one of them cannot be written. */
    static Part sequence(Part... parts) {
        return sequence(List.of(parts));
    }

    static Part sequence(List<Part> parts) {
        List<Part> kept = new ArrayList<>();
        for (Part part : parts) {
            if (part.equals(nothing())) {
                return nothing();
            }
            if (part instanceof Sequence inner) {
                inner.parts.forEach(piece -> append(kept, piece));
            } else {
                append(kept, part);
            }
        }
        return switch (kept.size()) {
            case 0 -> empty();
            case 1 -> kept.getFirst();
            default -> new Sequence(List.copyOf(kept));
        };
    }

    private static void append(List<Part> parts, Part part) {
        if (part.equals(empty())) {
            return;
        }
        if (part instanceof Text(String text)
                && !parts.isEmpty()
                && parts.getLast() instanceof Text(String before)) {
            parts.set(parts.size() - 1, new Text(before + text));
        } else {
            parts.add(part);
        }
    }

    /** One of several, without those that cannot be written and without repetitions. */
    static Part choice(Part... options) {
        return choice(List.of(options));
    }

    static Part choice(List<Part> options) {
        List<Part> kept =
                options.stream().filter(option -> !option.equals(nothing())).distinct().toList();
        return kept.size() == 1 ? kept.getFirst() : new Choice(kept);
    }

    static Part optional(Part part) {
        return repeat(part, 0, 1);
    }

    static Part repeat(Part body, int min, int max) {
        if (max == 0 || body.equals(empty())) {
            return empty();
        }
        if (body.equals(nothing())) {
            return min == 0 ? empty() : nothing();
        }
        return min == 1 && max == 1 ? body : new Repeat(body, min, max);
    }

    /** About how many characters of GBNF this is. */
    default int size() {
        return switch (this) {
            case Text text -> text.text.length() + 3;
            case Characters characters -> characters.set.size() * 8 + 3;
            case Sequence sequence -> sum(sequence.parts);
            case Choice choice -> sum(choice.options) + 3;
            case Repeat repeat -> repeat.body.size() + 8;
            case Rule rule -> rule.name.length() + 1;
        };
    }

    private static int sum(List<Part> parts) {
        return parts.stream().mapToInt(part -> part.size() + 1).sum();
    }
}
