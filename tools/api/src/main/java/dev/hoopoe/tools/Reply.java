package dev.hoopoe.tools;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a tool returns when text alone does not say it all: the text for the model, facts for the
 * first line of the result, and the sources.
 *
 * @param text for the model; cleaned and cut to its token budget by the tool box
 * @param facts {@code key=value} pairs for the first line, in order; values without spaces
 * @param sources where the text comes from
 * @param value the record or list that the text shows, for callers that want it structured
 */
public record Reply(
        String text, Map<String, String> facts, List<Source> sources, Optional<Object> value) {
    public Reply {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        sources = List.copyOf(sources);
    }

    /** A reply without a value. */
    public Reply(String text, Map<String, String> facts, List<Source> sources) {
        this(text, facts, sources, Optional.empty());
    }

    /** A reply of text only. */
    public static Reply of(String text) {
        return new Reply(text, Map.of(), List.of());
    }

    /**
     * What a tool's return value becomes: a list of records is CSV with a header, a record is a
     * line for each component, anything else its text. Guards use it to replace a result.
     */
    public static Reply showing(@Nullable Object returned) {
        return Rendering.reply(returned);
    }

    /** This reply with one more fact in its first line. */
    public Reply fact(String key, Object value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(key, value.toString());
        return new Reply(text, more, sources, this.value);
    }

    /** This reply with one more source. */
    public Reply source(Source source) {
        List<Source> more = new ArrayList<>(sources);
        more.add(source);
        return new Reply(text, facts, more, value);
    }

    /** This reply with another text and, as that no longer shows the value, without one. */
    public Reply text(String other) {
        return new Reply(other, facts, sources);
    }
}
