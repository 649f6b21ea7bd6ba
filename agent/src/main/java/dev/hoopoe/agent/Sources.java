package dev.hoopoe.agent;

import dev.hoopoe.tools.Source;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects where an answer's facts come from. */
final class Sources {
    private Sources() {}

    static List<Source> of(List<Step> steps) {
        Set<Source> sources = new LinkedHashSet<>();
        steps.stream()
                .filter(s -> !s.result().error())
                .forEach(s -> sources.addAll(s.result().sources()));
        return List.copyOf(sources);
    }
}
