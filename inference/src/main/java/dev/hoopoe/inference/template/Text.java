package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A string that knows for each character whether it came from the context (data) or from the
 * template (markup).
 *
 * <p>Equality looks at the characters only, as a template cannot see where they came from.
 * Positions are UTF-16 units; {@link #length()} counts code points, as Python does.
 */
final class Text implements Value {
    static final Text EMPTY = markup("");

    private final String chars;
    private final BitSet data;
    private final boolean safe;

    private Text(String chars, BitSet data, boolean safe) {
        this.chars = chars;
        this.data = data;
        this.safe = safe;
    }

    static Text markup(String chars) {
        return new Text(chars, new BitSet(), false);
    }

    static Text data(String chars) {
        return of(chars, true);
    }

    static Text of(String chars, boolean data) {
        BitSet marks = new BitSet();
        marks.set(0, chars.length(), data);
        return new Text(chars, marks, false);
    }

    String chars() {
        return chars;
    }

    /** Whether the filter {@code safe} or {@code escape} made it: see {@link Html}. */
    boolean safe() {
        return safe;
    }

    Text asSafe(boolean wanted) {
        return safe == wanted ? this : new Text(chars, data, wanted);
    }

    boolean hasData() {
        return !data.isEmpty();
    }

    boolean isEmpty() {
        return chars.isEmpty();
    }

    int length() {
        return chars.codePointCount(0, chars.length());
    }

    Text slice(int from, int to) {
        return new Text(chars.substring(from, to), data.get(from, to), safe);
    }

    /**
     * Maps the characters; when the length changes, one character of data makes the whole result
     * data.
     */
    Text map(UnaryOperator<String> mapping) {
        String mapped = mapping.apply(chars);
        return mapped.length() == chars.length()
                ? new Text(mapped, data, safe)
                : of(mapped, hasData()).asSafe(safe);
    }

    /** The code points as texts of their own. */
    List<Value> characters() {
        List<Value> characters = new ArrayList<>();
        for (int at = 0; at < chars.length(); ) {
            int next = at + Character.charCount(chars.codePointAt(at));
            characters.add(slice(at, next).asSafe(false));
            at = next;
        }
        return characters;
    }

    List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        for (int at = 0; at < chars.length(); ) {
            boolean marked = data.get(at);
            int end = marked ? data.nextClearBit(at) : data.nextSetBit(at);
            int next = end < 0 ? chars.length() : Math.min(end, chars.length());
            segments.add(new Segment(chars.substring(at, next), marked));
            at = next;
        }
        return segments;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Text text && text.chars.equals(chars);
    }

    @Override
    public int hashCode() {
        return chars.hashCode();
    }

    @Override
    public String toString() {
        return chars;
    }

    /** Puts texts one after the other, up to {@link Limits#MAX_STRING_CHARS}. */
    static final class Builder {
        private final StringBuilder chars = new StringBuilder();
        private final BitSet data = new BitSet();

        Builder append(Text text) {
            int start = claim(text.chars.length());
            for (int from = text.data.nextSetBit(0); from >= 0; ) {
                int to = text.data.nextClearBit(from);
                data.set(start + from, start + to);
                from = text.data.nextSetBit(to);
            }
            chars.append(text.chars);
            return this;
        }

        Builder append(Text text, int from, int to) {
            return append(text.slice(from, to));
        }

        Builder append(String markup) {
            claim(markup.length());
            chars.append(markup);
            return this;
        }

        private int claim(int more) {
            int start = chars.length();
            if (more > Limits.MAX_STRING_CHARS - start) {
                throw new TemplateException(
                        "it makes a text of more than " + Limits.MAX_STRING_CHARS + " characters");
            }
            return start;
        }

        Text build() {
            return new Text(chars.toString(), (BitSet) data.clone(), false);
        }
    }
}
