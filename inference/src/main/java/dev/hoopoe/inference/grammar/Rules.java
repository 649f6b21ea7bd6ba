package dev.hoopoe.inference.grammar;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of one grammar while it is written; used by one thread. */
final class Rules {
    /** The most GBNF that one schema may become, in characters. */
    static final int LARGEST_SCHEMA = 200_000;

    /** The most GBNF that all schemas of a grammar may become, in characters. */
    static final int LARGEST_GRAMMAR = 800_000;

    static final Part STRING = new Part.Rule("string");
    static final Part CHARACTER = new Part.Rule("character");
    static final Part INTEGER = new Part.Rule("integer");
    static final Part NUMBER = new Part.Rule("number");
    static final Part BOOLEAN = new Part.Rule("boolean");
    static final Part NULL = Part.text("null");
    static final Part VALUE = new Part.Rule("value");
    static final Part ARRAY = new Part.Rule("array");
    static final Part OBJECT = new Part.Rule("object");
    static final Part QUOTE = Part.text("\"");

    private static final String PRIMITIVES =
            """
            character ::= [^"\\\\\\x00-\\x1F] | "\\\\" (["\\\\/bfnrt] | "u" unit)
            unit ::= ([0-9a-cA-CefEF] hex | [dD] [0-7]) hex hex | [dD] [89abAB] hex hex "\\\\u" [dD] [c-fC-F] hex hex
            hex ::= [0-9a-fA-F]
            string ::= "\\"" character* "\\""
            integer ::= "-"? ("0" | [1-9] [0-9]{0,14})
            number ::= integer ("." [0-9]{1,17})? ([eE] [-+]? [0-9]{1,2})?
            boolean ::= "true" | "false"
            value ::= string | number | boolean | "null" | array | object
            array ::= "[" (value (", " value)*)? "]"
            object ::= "{" (member (", " member)*)? "}"
            member ::= string ": " value
            """;

    // In the order of their completion: what a rule uses mostly stands before it.
    private final Map<String, Part> bodies = new LinkedHashMap<>();
    private final Map<Part, Part.Rule> known = new HashMap<>();
    private int names;
    private int size;
    private int sizeBefore;
    private boolean inSchema;

    /** What is written up to {@link #endSchema} is one schema's. */
    void beginSchema() {
        sizeBefore = size;
        inSchema = true;
    }

    /** Tools around the schemas cost little; they are not counted. */
    void endSchema() {
        inSchema = false;
    }

    /** Forgets what a schema cost that was given up. */
    void giveUpSchema() {
        size = sizeBefore;
        inSchema = false;
    }

    Part.Rule reserve() {
        return new Part.Rule("r" + names++);
    }

    void define(Part.Rule rule, Part body) {
        spend(body.size() + rule.name().length() + 6);
        bodies.put(rule.name(), body);
    }

    /** A rule for this part, so that it is written once; small parts stay what they are. */
    Part named(Part body) {
        if (body instanceof Part.Rule || body instanceof Part.Text || body.equals(Part.nothing())) {
            return body;
        }
        Part.Rule before = known.get(body);
        if (before != null) {
            return before;
        }
        Part.Rule rule = reserve();
        define(rule, body);
        known.put(body, rule);
        return rule;
    }

    private void spend(int characters) {
        size += inSchema ? characters : 0;
        if (size - sizeBefore > LARGEST_SCHEMA || size > LARGEST_GRAMMAR) {
            throw new GrammarException(
                    "The schema needs more than "
                            + (size > LARGEST_GRAMMAR ? LARGEST_GRAMMAR : LARGEST_SCHEMA)
                            + " characters of grammar, which is the limit; make it smaller or"
                            + " leave out its deepest parts.");
        }
    }

    /** The names of those parts that no finite text can follow. */
    Set<String> unwritable(Map<String, Part> parts) {
        Writable writable = new Writable(bodies);
        Set<String> result = new HashSet<>();
        parts.forEach((name, part) -> {
            if (!writable.isWritable(part)) {
                result.add(name);
            }
        });
        return result;
    }

    /** The grammar; without rules, options and members that no finite text can follow. */
    String text(Part root) {
        Writable writable = new Writable(bodies);
        Part start = writable.only(root);
        if (start.equals(Part.nothing())) {
            throw new GrammarException(
                    "The schema allows no value at all; look for 'false', for an empty 'enum' and"
                            + " for a required member that needs itself.");
        }
        GbnfWriter writer = new GbnfWriter();
        writer.rule("root", start);
        reachable(start, writable)
                .forEach(name ->
                        writer.rule(name, writable.only(bodies.getOrDefault(name, Part.empty()))));
        return writer.text() + PRIMITIVES;
    }

    private Set<String> reachable(Part start, Writable writable) {
        Set<String> result = new LinkedHashSet<>();
        Deque<Part> open = new ArrayDeque<>(List.of(start));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            for (String name : Writable.uses(open.removeFirst())) {
                Part body = bodies.get(name);
                if (body != null && seen.add(name)) {
                    result.add(name);
                    open.addLast(writable.only(body));
                }
            }
        }
        return result;
    }
}
