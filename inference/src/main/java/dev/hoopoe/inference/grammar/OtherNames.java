package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names that are none of some others, so that no member comes twice with two meanings. */
final class OtherNames {
    /** The most characters of names that are excluded; where there are more, none is. */
    static final int LARGEST = 4_000;

    private final Rules rules;
    private final Part rest;

    private OtherNames(Rules rules) {
        this.rules = rules;
        this.rest = Part.repeat(Rules.CHARACTER, 0, Node.UNBOUNDED);
    }

    /** A JSON string, quotes included, that is none of these names. */
    static Part than(Collection<String> names, Rules rules) {
        int length = names.stream().mapToInt(String::length).sum();
        if (names.isEmpty() || length > LARGEST) {
            return Rules.STRING;
        }
        List<int[]> taken = names.stream().map(name -> name.codePoints().toArray()).toList();
        return Part.sequence(Rules.QUOTE, new OtherNames(rules).than(taken, 0), Rules.QUOTE);
    }

    // A name may not begin with an escape where it could still be one that is taken: an escaped
    // letter would be that letter in disguise.
    private Part than(List<int[]> taken, int at) {
        TreeMap<Integer, List<int[]>> byNext = new TreeMap<>();
        boolean ends = false;
        for (int[] name : taken) {
            if (name.length == at) {
                ends = true;
            } else {
                byNext.computeIfAbsent(name[at], any -> new ArrayList<>()).add(name);
            }
        }
        List<Part> options = new ArrayList<>();
        CodePoints free = JsonCharacters.PLAIN;
        for (Map.Entry<Integer, List<int[]>> entry : byNext.entrySet()) {
            CodePoints next = CodePoints.of(entry.getKey());
            if (JsonCharacters.isPlain(entry.getKey())) {
                options.add(
                        Part.sequence(new Part.Characters(next), than(entry.getValue(), at + 1)));
            }
            free = free.without(next);
        }
        options.add(Part.sequence(new Part.Characters(free), rest));
        // Member names that are empty help nobody.
        options.add(ends || at == 0 ? Part.nothing() : Part.empty());
        return rules.named(Part.choice(options));
    }
}
