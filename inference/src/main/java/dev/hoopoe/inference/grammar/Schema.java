package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One schema in its document: the keywords that are written at one place. Two are equal only if
 * they are the same place, so that a set of them says which conditions hold together, and there are
 * only so many such sets however often schemas refer to each other.
 */
final class Schema {
    /** Options of an {@code anyOf} or {@code oneOf}; equal only if the same place. */
    static final class Alternatives {
        private final List<Schema> options;

        private Alternatives(List<Schema> options) {
            this.options = List.copyOf(options);
        }

        List<Schema> options() {
            return options;
        }
    }

    private final Map<?, ?> keywords;
    private final SchemaDocument document;
    private final boolean impossible;
    private @Nullable List<Alternatives> alternatives;

    Schema(Map<?, ?> keywords, SchemaDocument document, boolean impossible) {
        this.keywords = keywords;
        this.document = document;
        this.impossible = impossible;
    }

    /** Whether this is {@code false}, which no value matches. */
    boolean isImpossible() {
        return impossible;
    }

    @Nullable Object get(String keyword) {
        return keywords.get(keyword);
    }

    boolean has(String keyword) {
        return keywords.containsKey(keyword);
    }

    Map<?, ?> map(String keyword) {
        return get(keyword) instanceof Map<?, ?> map ? map : Map.of();
    }

    List<?> list(String keyword) {
        return get(keyword) instanceof List<?> list ? list : List.of();
    }

    /** The schema that this keyword holds, or null. */
    @Nullable Schema schema(String keyword) {
        return has(keyword) ? document.schema(get(keyword)) : null;
    }

    Schema schemaOf(@Nullable Object value) {
        return document.schema(value);
    }

    List<Schema> schemas(String keyword) {
        return list(keyword).stream().map(document::schema).toList();
    }

    /** What must hold too: what {@code $ref} names, and {@code allOf}. */
    List<Schema> also() {
        List<Schema> result = new ArrayList<>();
        for (String keyword : List.of("$ref", "$dynamicRef", "$recursiveRef")) {
            Object reference = get(keyword);
            if (reference instanceof String text) {
                result.add(document.referred(text));
            }
        }
        result.addAll(schemas("allOf"));
        return result;
    }

    /** What must hold in one of several ways: {@code anyOf} and {@code oneOf}. */
    List<Alternatives> alternatives() {
        List<Alternatives> known = alternatives;
        if (known == null) {
            known = new ArrayList<>();
            for (String keyword : List.of("anyOf", "oneOf")) {
                if (!list(keyword).isEmpty()) {
                    known.add(new Alternatives(schemas(keyword)));
                }
            }
            alternatives = known;
        }
        return known;
    }

    /** OpenAPI 3.0's way to say "or null". */
    boolean isNullable() {
        return Boolean.TRUE.equals(get("nullable"));
    }
}
