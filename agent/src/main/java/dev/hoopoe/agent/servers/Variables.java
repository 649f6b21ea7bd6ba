package dev.hoopoe.agent.servers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills {@code ${NAME}}, {@code ${env:NAME}} and {@code ${NAME:-otherwise}} in. */
record Variables(String server, Map<String, String> environment) {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(?:env:)?([A-Za-z_]\\w*)(?::-([^}]*))?\\}");

    String fill(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(value(found.group(1), found.group(2))));
    }

    Map<String, String> fill(Map<String, String> texts) {
        Map<String, String> filled = new LinkedHashMap<>();
        texts.forEach((key, value) -> filled.put(key, fill(value)));
        return filled;
    }

    private String value(String name, @Nullable String otherwise) {
        String value = environment.get(name);
        if (value == null && otherwise == null) {
            throw new ServerException(
                    "The server %s uses ${%s}, which is not set. Set it in the environment."
                            .formatted(server, name));
        }
        return value == null ? String.valueOf(otherwise) : value;
    }
}
