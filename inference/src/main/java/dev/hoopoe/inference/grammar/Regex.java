package dev.hoopoe.inference.grammar;

import java.util.List;

/** A regular expression of ECMA-262, without what looks around or back. */
sealed interface Regex {
    record Characters(CodePoints set) implements Regex {}

    record Sequence(List<Regex> parts) implements Regex {}

    record Choice(List<Regex> options) implements Regex {}

    /** {@link Node#UNBOUNDED} for no upper limit. */
    record Repeat(Regex body, int min, int max) implements Regex {}

    /** {@code ^}. */
    record Start() implements Regex {}

    /** {@code $}. */
    record End() implements Regex {}
}
