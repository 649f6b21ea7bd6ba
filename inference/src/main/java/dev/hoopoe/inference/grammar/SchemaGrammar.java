package dev.hoopoe.inference.grammar;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compiles JSON schemas (drafts 4 to 2020-12, OpenAPI's {@code nullable}, and the type names of
 * programming languages) to GBNF text.
 *
 * <p>Read: {@code type}, {@code enum}, {@code const}, {@code $ref} within the schema, {@code
 * allOf}, {@code anyOf}, {@code oneOf}; {@code properties} in their order, {@code required}, {@code
 * additionalProperties}, {@code patternProperties}, {@code propertyNames} and counts; {@code
 * items}, {@code prefixItems} and counts; {@code pattern}, {@code format} or lengths; limits of
 * numbers. Not read: {@code not}, {@code if}, {@code dependentRequired}, {@code contains}, {@code
 * uniqueItems}, {@code multipleOf} but for whole numbers, that only one way of a {@code oneOf} may
 * match, and references to elsewhere; whoever takes the value checks those.
 *
 * <p>The JSON has one blank after {@code :} and {@code ,} and none elsewhere, the form that models
 * are trained on; so no model can write white space for ever. Members that the schema neither lists
 * nor names are not written, unless it lists none at all or allows them in so many words.
 *
 * <p>Schemas are hostile: how much is read is limited, and what is beyond allows any value.
 */
public final class SchemaGrammar {
    private static final Map<String, String> ANY_OBJECT = Map.of("type", "object");

    private final Rules rules = new Rules();

    private SchemaGrammar() {}

    /**
     * The grammar of all texts that are JSON of this schema.
     *
     * @throws GrammarException if no value matches, or if the grammar would be too large
     */
    public static String of(Map<String, ?> schema) {
        SchemaGrammar grammar = new SchemaGrammar();
        SchemaDocument document = new SchemaDocument(schema);
        grammar.rules.beginSchema();
        Part value = new SchemaCompiler(grammar.rules).value(List.of(document.root()), 0);
        return grammar.rules.text(value);
    }

    /** The grammar of a call: {@code {"name": "…", "arguments": {…}}}, for one of these tools. */
    public static String ofCalls(Map<String, ? extends Map<String, ?>> parametersByName) {
        return ofCalls(parametersByName, CallForm.ONE);
    }

    /**
     * The grammar of one or several calls. A tool whose parameters are too large for a grammar, or
     * that no value matches, takes any object.
     *
     * @throws GrammarException if there is no tool
     */
    public static String ofCalls(
            Map<String, ? extends Map<String, ?>> parametersByName, CallForm form) {
        SchemaGrammar grammar = new SchemaGrammar();
        Map<String, Part> arguments = new LinkedHashMap<>();
        parametersByName.forEach(
                (name, parameters) -> arguments.put(name, grammar.arguments(parameters)));
        Set<String> impossible = grammar.rules.unwritable(arguments);
        SortedMap<String, Part> byName = new TreeMap<>();
        arguments.forEach((name, part) ->
                byName.put(
                        JsonText.of(name) + ", \"arguments\": ",
                        impossible.contains(name) ? Rules.OBJECT : part));
        Part call =
                grammar.rules.named(
                        Part.sequence(Part.text("{\"name\": "), Trie.of(byName), Part.text("}")));
        Part another = grammar.rules.named(Part.sequence(Part.text(form.between()), call));
        return grammar.rules.text(
                Part.sequence(
                        call, Part.repeat(another, 0, form.most() - 1), Part.text(form.after())));
    }

    private Part arguments(Map<String, ?> parameters) {
        SchemaDocument document = new SchemaDocument(parameters);
        rules.beginSchema();
        try {
            Part value =
                    new SchemaCompiler(rules)
                            .value(List.of(document.root(), document.schema(ANY_OBJECT)), 0);
            rules.endSchema();
            return value;
        } catch (GrammarException e) {
            rules.giveUpSchema();
            return Rules.OBJECT;
        }
    }

    /** The grammar of exactly these texts. */
    public static String ofChoices(List<String> texts) {
        Set<String> distinct = new HashSet<>(texts);
        return new Rules().text(Trie.of(List.copyOf(distinct)));
    }

    /** A JSON string of this text (RFC 8259, section 7). */
    public static String quote(String text) {
        return JsonText.of(text);
    }
}
