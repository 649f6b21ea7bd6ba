package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes one schema document into the rules of a grammar; used once, by one thread. */
final class SchemaCompiler {
    /** The deepest nesting of schemas that is followed; deeper ones allow any value. */
    static final int DEEPEST = 64;

    private final Rules rules;
    private final Map<Conjunction, Part> known = new HashMap<>();

    SchemaCompiler(Rules rules) {
        this.rules = rules;
    }

    Rules rules() {
        return rules;
    }

    /** What matches all of these schemas. */
    Part value(Collection<Schema> schemas, int depth) {
        Part part = of(Conjunction.of(schemas), depth);
        boolean nullable = !schemas.isEmpty() && schemas.stream().allMatch(Schema::isNullable);
        return nullable ? rules.named(Part.choice(part, Rules.NULL)) : part;
    }

    private Part of(Conjunction all, int depth) {
        if (all.isImpossible()) {
            return Part.nothing();
        }
        Part before = known.get(all);
        if (before != null) {
            return before;
        }
        if (depth > DEEPEST) {
            return Rules.VALUE;
        }
        Part.Rule rule = rules.reserve();
        known.put(all, rule);
        Part body = all.open().isEmpty() ? plain(all.schemas(), depth) : either(all, depth);
        rules.define(rule, body);
        Part result = body instanceof Part.Rule || body.equals(Part.nothing()) ? body : rule;
        known.put(all, result);
        return result;
    }

    private Part either(Conjunction all, int depth) {
        Schema.Alternatives choice = all.open().iterator().next();
        Set<Part> options = new LinkedHashSet<>();
        for (Schema option : choice.options()) {
            options.add(of(all.choosing(choice, option), depth + 1));
            if (option.isNullable()) {
                options.add(Rules.NULL);
            }
        }
        return Part.choice(List.copyOf(options));
    }

    private Part plain(Set<Schema> schemas, int depth) {
        Set<JsonType> types = JsonType.of(schemas);
        Enumeration listed = Enumeration.of(schemas);
        if (listed != null) {
            return listed.part(types);
        }
        if (types.size() == JsonType.values().length) {
            return Rules.VALUE;
        }
        List<Part> options = new ArrayList<>();
        for (JsonType type : JsonType.distinct(types)) {
            options.add(typed(type, schemas, depth));
        }
        return Part.choice(options);
    }

    private Part typed(JsonType type, Set<Schema> schemas, int depth) {
        return switch (type) {
            case STRING -> StringGrammar.of(schemas, rules);
            case INTEGER -> NumberGrammar.integer(schemas);
            case NUMBER -> NumberGrammar.number(schemas);
            case BOOLEAN -> Rules.BOOLEAN;
            case NULL -> Rules.NULL;
            case ARRAY -> ArrayGrammar.of(schemas, this, depth);
            case OBJECT -> ObjectGrammar.of(schemas, this, depth);
        };
    }
}
