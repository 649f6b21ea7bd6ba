package dev.hoopoe.agent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a question asks to be written, by name. Small models answer in text and forget the
 * file; the loop checks and asks for the missing call.
 */
final class Deliverables {
    // "write … to answer.txt", "save it as notes/a.md", "store … in x.json", "create todo.txt"
    private static final Pattern ASKED =
            Pattern.compile(
                    "(?i)\\b(?:write|save|store|put|append|add|copy|record|export|create|make)\\b"
                            + "(?:(?!\\b(?:write|save|store)\\b)[^?\\n]){0,200}?"
                            + "(?:\\b(?:to|into|in|as|named|called|file|create|make)\\s+)"
                            + "(?:the |a |an )?(?:new )?(?:text )?(?:file )?(?:named |called )?"
                            + "[`\"']?((?:[\\w-]+/)*[\\w-]+\\.[A-Za-z][A-Za-z0-9]{0,5})\\b");

    private Deliverables() {}

    /** Paths in the order in which the question names them. */
    static Set<String> in(String question) {
        Set<String> paths = new LinkedHashSet<>();
        Matcher asked = ASKED.matcher(question);
        while (asked.find()) {
            paths.add(asked.group(1));
        }
        return paths;
    }

    /** Those that no successful step has written. */
    static Set<String> missing(String question, List<Step> steps) {
        Set<String> missing = in(question);
        steps.stream()
                .filter(s -> !s.result().error())
                .flatMap(s -> s.arguments().values().stream())
                .filter(String.class::isInstance)
                .map(v -> ((String) v).replaceFirst("^\\./", ""))
                .forEach(v -> missing.removeIf(m -> v.equals(m) || v.endsWith("/" + m)));
        return missing;
    }
}
