package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects: listed members in the schema's order, optional ones where they stand or not at all; then
 * required ones that are not listed; then others, if the schema says that there may be others.
 *
 * <p>JSON Schema allows others where it is silent. Here they are not written: a small model would
 * ramble on. An object of which nothing is listed may have any members.
 */
final class ObjectGrammar {
    /** An object of more members than this may be any object. */
    static final int MOST_PROPERTIES = 1_000;

    private static final Map<String, String> NAME = Map.of("type", "string");
    private static final List<String> KEYWORDS =
            List.of(
                    "properties",
                    "required",
                    "additionalProperties",
                    "patternProperties",
                    "propertyNames",
                    "minProperties",
                    "maxProperties");

    private final Collection<Schema> schemas;
    private final SchemaCompiler compiler;
    private final int depth;
    private final Set<String> listed = new LinkedHashSet<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final Count count;

    private ObjectGrammar(Collection<Schema> schemas, SchemaCompiler compiler, int depth) {
        this.schemas = schemas;
        this.compiler = compiler;
        this.depth = depth;
        this.count = Count.of(schemas, "minProperties", "maxProperties");
        for (Schema schema : schemas) {
            schema.map("properties").keySet().forEach(name -> listed.add(String.valueOf(name)));
        }
        for (Schema schema : schemas) {
            schema.list("required").forEach(name -> required.add(String.valueOf(name)));
        }
    }

    static Part of(Collection<Schema> schemas, SchemaCompiler compiler, int depth) {
        ObjectGrammar grammar = new ObjectGrammar(schemas, compiler, depth);
        boolean said = schemas.stream().anyMatch(s -> KEYWORDS.stream().anyMatch(s::has));
        int names = grammar.listed.size() + grammar.required.size();
        return said && names <= MOST_PROPERTIES * 2 ? grammar.part() : Rules.OBJECT;
    }

    private record Member(Part text, boolean isRequired) {}

    private Part part() {
        List<Member> members = members();
        Part others = others();
        Part inside =
                count.max() == 1 && required.size() < 2
                        ? single(members, others)
                        : chain(members, others);
        return Part.sequence(Part.text("{"), inside, Part.text("}"));
    }

    private List<Member> members() {
        Set<String> names = new LinkedHashSet<>(listed);
        names.addAll(required);
        List<Member> result = new ArrayList<>();
        for (String name : names) {
            if (required.contains(name) || !isForbidden(name)) {
                Part value = compiler.value(conditions(name), depth + 1);
                Part text = Part.sequence(Part.text(JsonText.of(name) + ": "), value);
                result.add(new Member(text, required.contains(name)));
            }
        }
        return result;
    }

    /** Whether one of the schemas does not list the name and allows no others. */
    private boolean isForbidden(String name) {
        return schemas.stream()
                .anyMatch(schema ->
                        !schema.map("properties").containsKey(name)
                                && isClosed(schema)
                                && schema.map("patternProperties").isEmpty());
    }

    private static boolean isClosed(Schema schema) {
        return Boolean.FALSE.equals(schema.get("additionalProperties"));
    }

    private List<Schema> conditions(String name) {
        List<Schema> result = new ArrayList<>();
        for (Schema schema : schemas) {
            Map<?, ?> properties = schema.map("properties");
            Schema other = schema.schema("additionalProperties");
            if (properties.containsKey(name)) {
                result.add(schema.schemaOf(properties.get(name)));
            } else if (other != null && !other.isImpossible()) {
                result.add(other);
            }
        }
        return result;
    }

    /** One member that is not listed, or nothing. */
    private Part others() {
        List<Part> result = new ArrayList<>();
        for (Schema schema : schemas) {
            schema.map("patternProperties")
                    .forEach((pattern, value) ->
                            result.add(
                                    Part.sequence(
                                            StringGrammar.ofPattern(
                                                    String.valueOf(pattern), compiler.rules()),
                                            Part.text(": "),
                                            compiler.value(
                                                    List.of(schema.schemaOf(value)), depth + 1))));
        }
        if (isOpen(result.isEmpty())) {
            Part value = compiler.value(conditions(""), depth + 1);
            result.add(Part.sequence(name(), Part.text(": "), value));
        }
        return compiler.rules().named(Part.choice(result));
    }

    private boolean isOpen(boolean noPatterns) {
        if (schemas.stream().anyMatch(ObjectGrammar::isClosed)) {
            return false;
        }
        boolean silent = schemas.stream().noneMatch(s -> s.has("additionalProperties"));
        boolean unlisted = schemas.stream().noneMatch(s -> s.has("properties"));
        return silent ? unlisted && noPatterns && required.isEmpty() : true;
    }

    private Part name() {
        List<Schema> result = new ArrayList<>();
        for (Schema schema : schemas) {
            Schema names = schema.schema("propertyNames");
            if (names != null) {
                result.add(names);
                result.add(schema.schemaOf(NAME));
            }
        }
        if (!result.isEmpty()) {
            return compiler.value(result, depth + 1);
        }
        Set<String> taken = new LinkedHashSet<>(listed);
        taken.addAll(required);
        return OtherNames.than(taken, compiler.rules());
    }

    private Part chain(List<Member> members, Part others) {
        Rules rules = compiler.rules();
        Part comma = Part.text(", ");
        Part another = rules.named(Part.sequence(comma, others));
        Count left = members.isEmpty() ? count : new Count(0, Node.UNBOUNDED);
        Part later = left.times(another);
        Part some = Part.sequence(others, left.after(1).times(another));
        Part first = Part.choice(some, count.min() == 0 ? Part.empty() : Part.nothing());
        if (members.isEmpty() && count.max() == 0) {
            return Part.empty();
        }
        for (Member member : members.reversed()) {
            Part present = Part.sequence(member.text, later);
            first = rules.named(member.isRequired ? present : Part.choice(present, first));
            Part behind = Part.sequence(comma, member.text);
            later =
                    rules.named(
                            Part.sequence(
                                    member.isRequired ? behind : Part.optional(behind), later));
        }
        return first;
    }

    /** At most one member. */
    private Part single(List<Member> members, Part others) {
        List<Part> options = new ArrayList<>();
        for (Member member : members) {
            if (required.isEmpty() || member.isRequired) {
                options.add(member.text);
            }
        }
        if (required.isEmpty()) {
            options.add(others);
        }
        if (required.isEmpty() && count.min() == 0) {
            options.add(Part.empty());
        }
        return Part.choice(options);
    }
}
