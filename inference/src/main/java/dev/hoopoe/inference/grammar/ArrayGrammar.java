package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays: the elements that have a place of their own, then the others. Where only places are
 * given, there are no others: a small model would ramble on.
 */
final class ArrayGrammar {
    /** The most elements with a place of their own; an array of more may be any array. */
    static final int MOST_PLACES = 256;

    private static final List<String> KEYWORDS =
            List.of("items", "prefixItems", "minItems", "maxItems");

    private final Collection<Schema> schemas;
    private final SchemaCompiler compiler;
    private final int depth;
    private final Count count;

    private ArrayGrammar(Collection<Schema> schemas, SchemaCompiler compiler, int depth) {
        this.schemas = schemas;
        this.compiler = compiler;
        this.depth = depth;
        this.count = Count.of(schemas, "minItems", "maxItems");
    }

    static Part of(Collection<Schema> schemas, SchemaCompiler compiler, int depth) {
        boolean said = schemas.stream().anyMatch(s -> KEYWORDS.stream().anyMatch(s::has));
        int places = schemas.stream().mapToInt(s -> places(s).size()).max().orElse(0);
        return said && places <= MOST_PLACES
                ? new ArrayGrammar(schemas, compiler, depth).part(places)
                : Rules.ARRAY;
    }

    private static List<?> places(Schema schema) {
        return schema.has("prefixItems") ? schema.list("prefixItems") : schema.list("items");
    }

    /** What holds for elements without a place, or null. */
    private static @Nullable Schema others(Schema schema) {
        boolean old = schema.get("items") instanceof List<?>;
        return schema.schema(old ? "additionalItems" : "items");
    }

    private List<Schema> conditions(int at) {
        List<Schema> result = new ArrayList<>();
        for (Schema schema : schemas) {
            List<?> places = places(schema);
            Schema others = others(schema);
            if (at < places.size()) {
                result.add(schema.schemaOf(places.get(at)));
            } else if (others != null) {
                result.add(others);
            }
        }
        return result;
    }

    private Part part(int places) {
        Part comma = Part.text(", ");
        Part elements = others(places);
        for (int at = places - 1; at >= 0; at--) {
            Part element = compiler.value(conditions(at), depth + 1);
            Part some = Part.sequence(at == 0 ? Part.empty() : comma, element, elements);
            elements = compiler.rules().named(orEnd(some, at));
        }
        return Part.sequence(Part.text("["), elements, Part.text("]"));
    }

    /** What may come when so many elements are written: more, or the end. */
    private Part orEnd(Part more, int written) {
        return Part.choice(
                written < count.max() ? more : Part.nothing(),
                written >= count.min() ? Part.empty() : Part.nothing());
    }

    private Part others(int places) {
        boolean silent = schemas.stream().allMatch(schema -> others(schema) == null);
        Part other =
                silent && places > 0
                        ? Part.nothing()
                        : compiler.value(conditions(places), depth + 1);
        Part another = compiler.rules().named(Part.sequence(Part.text(", "), other));
        if (places > 0) {
            return count.after(places).times(another);
        }
        return orEnd(Part.sequence(other, count.after(1).times(another)), 0);
    }
}
