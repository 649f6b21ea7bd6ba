package dev.hoopoe.agent.calls;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call that a model wrote as text.
 *
 * @param name a tool that exists
 * @param arguments decoded JSON, in the order in which they were written
 */
public record TextCall(String name, Map<String, Object> arguments) {
    public TextCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
