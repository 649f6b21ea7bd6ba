package dev.hoopoe.mcp.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a log may keep of a call's arguments: numbers, yes and no, and texts that say where, not
 * what. Of any other text only its length is kept, since it can hold anything.
 */
final class Redaction {
    /** Characters of a text that is kept. */
    static final int MAX_CHARS = 500;

    /** Arguments that say where a call goes. */
    private static final Set<String> PLACES =
            Set.of(
                    "path",
                    "to",
                    "url",
                    "glob",
                    "source",
                    "collection",
                    "session",
                    "id",
                    "action",
                    "mode",
                    "table",
                    "site",
                    "profile");

    private Redaction() {}

    static Map<String, Object> of(Map<String, Object> arguments) {
        Map<String, Object> kept = new LinkedHashMap<>();
        arguments.forEach((name, value) -> kept.put(name(name), value(name, value)));
        return kept;
    }

    private static String name(String name) {
        return name.length() <= MAX_CHARS ? name : name.substring(0, MAX_CHARS);
    }

    private static Object value(String name, @Nullable Object value) {
        return switch (value) {
            case Number number -> number;
            case Boolean yes -> yes;
            case String text when PLACES.contains(name) -> place(text);
            case String text -> "[" + text.length() + " characters]";
            case List<?> list -> "[" + list.size() + " items]";
            case null, default -> "[redacted]";
        };
    }

    /** An address without what comes after its path, and without who logs in. */
    private static String place(String text) {
        String cut = text;
        if (text.contains("://")) {
            cut = text.replaceFirst("[?#].*", "?…").replaceFirst("://[^/@]*@", "://…@");
        }
        return cut.length() <= MAX_CHARS ? cut : cut.substring(0, MAX_CHARS) + "…";
    }
}
