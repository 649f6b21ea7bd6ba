package dev.hoopoe.tools;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tool returns when text alone does not say it all: the text for the model, facts for the
 * first line of the result, and the sources.
 *
 * @param text for the model; cleaned and cut to its token budget by the tool box
 * @param facts {@code key=value} pairs for the first line, in order; values without spaces
 * @param sources where the text comes from
 */
public record Reply(String text, Map<String, String> facts, List<Source> sources) {
    public Reply {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        sources = List.copyOf(sources);
    }

    /** A reply of text only. */
    public static Reply of(String text) {
        return new Reply(text, Map.of(), List.of());
    }

    /** This reply with one more fact in its first line. */
    public Reply fact(String key, Object value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(key, value.toString());
        return new Reply(text, more, sources);
    }

    /** This reply with one more source. */
    public Reply source(Source source) {
        List<Source> more = new ArrayList<>(sources);
        more.add(source);
        return new Reply(text, facts, more);
    }
}
