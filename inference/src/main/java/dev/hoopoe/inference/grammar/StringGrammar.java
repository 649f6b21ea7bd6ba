package dev.hoopoe.inference.grammar;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Strings: by {@code pattern} if there is one that a grammar can say, else by {@code format}, else
 * by length. Their combination is left to whoever takes the value.
 */
final class StringGrammar {
    private StringGrammar() {}

    static Part of(Collection<Schema> schemas, Rules rules) {
        for (Schema schema : schemas) {
            Part part = schema.get("pattern") instanceof String text ? matching(text, rules) : null;
            if (part != null) {
                return part;
            }
        }
        for (Schema schema : schemas) {
            String pattern = Formats.pattern(schema.get("format"));
            Part part = pattern == null ? null : matching(pattern, rules);
            if (part != null) {
                return part;
            }
        }
        Count length = Count.of(schemas, "minLength", "maxLength");
        return length.isUnlimited()
                ? Rules.STRING
                : Part.sequence(Rules.QUOTE, length.times(Rules.CHARACTER), Rules.QUOTE);
    }

    /** A string that matches the pattern; any string, if no grammar can say that. */
    static Part ofPattern(String pattern, Rules rules) {
        Part part = matching(pattern, rules);
        return part == null ? Rules.STRING : part;
    }

    private static @Nullable Part matching(String pattern, Rules rules) {
        Regex regex = RegexParser.parse(pattern);
        Part part = regex == null ? null : RegexGrammar.of(regex, rules);
        return part == null ? null : rules.named(Part.sequence(Rules.QUOTE, part, Rules.QUOTE));
    }
}
