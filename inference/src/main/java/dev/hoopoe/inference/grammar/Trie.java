package dev.hoopoe.inference.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One of many texts, with common beginnings written once: so the machine follows one thread and not
 * one for each of a thousand texts.
 */
final class Trie {
    /** Beginnings that branch deeper than this are written out one by one. */
    static final int DEEPEST = 40;

    private final List<Map.Entry<String, Part>> entries;

    private Trie(SortedMap<String, Part> tails) {
        this.entries = List.copyOf(tails.entrySet());
    }

    static Part of(List<String> texts) {
        SortedMap<String, Part> tails = new TreeMap<>();
        texts.forEach(text -> tails.put(text, Part.empty()));
        return of(tails);
    }

    /** One of the texts, each followed by its part. */
    static Part of(SortedMap<String, Part> tails) {
        return new Trie(tails).part(0, tails.size(), 0, 0);
    }

    private Part part(int from, int to, int at, int depth) {
        if (from == to) {
            return Part.nothing();
        }
        if (to - from == 1 || depth > DEEPEST) {
            return Part.choice(
                    entries.subList(from, to).stream().map(entry -> rest(entry, at)).toList());
        }
        int split = common(entries.get(from).getKey(), entries.get(to - 1).getKey(), at);
        Part prefix = Part.text(entries.get(from).getKey().substring(at, split));
        return Part.sequence(prefix, Part.choice(branches(from, to, split, depth)));
    }

    private static Part rest(Map.Entry<String, Part> entry, int at) {
        return Part.sequence(Part.text(entry.getKey().substring(at)), entry.getValue());
    }

    private List<Part> branches(int from, int to, int at, int depth) {
        List<Part> result = new ArrayList<>();
        int start = from;
        while (start < to) {
            int end = start + 1;
            while (end < to && character(start, at) == character(end, at)) {
                end++;
            }
            result.add(part(start, end, at, depth + 1));
            start = end;
        }
        return result;
    }

    private int character(int entry, int at) {
        String text = entries.get(entry).getKey();
        return at < text.length() ? text.codePointAt(at) : -1;
    }

    // The texts are sorted, so all between the first and the last share what those two share.
    private static int common(String first, String last, int from) {
        int at = from;
        while (at < first.length() && at < last.length() && first.charAt(at) == last.charAt(at)) {
            at++;
        }
        return at > from && Character.isHighSurrogate(first.charAt(at - 1)) ? at - 1 : at;
    }
}
