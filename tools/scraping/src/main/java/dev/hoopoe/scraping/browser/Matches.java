package dev.hoopoe.scraping.browser;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Finds lines by their text and shows each with the line before and the line after it. */
final class Matches {
    private Matches() {}

    /**
     * @param most lines that match and are shown
     * @param neighbourChars to which a neighbour is cut
     */
    static String in(List<String> lines, String wanted, int most, int neighbourChars) {
        BitSet hits = hits(lines, wanted);
        if (hits.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        int shown = 0;
        int last = -1;
        for (int i = hits.nextSetBit(0); i >= 0 && shown < most; i = hits.nextSetBit(i + 1)) {
            for (int j = Math.max(i - 1, last + 1); j <= i + 1 && j < lines.size(); j++) {
                String line = lines.get(j);
                text.append(text.isEmpty() ? "" : "\n");
                text.append(j == last + 1 || last < 0 ? "" : "…\n");
                text.append(hits.get(j) ? line : cut(line, neighbourChars));
                last = j;
            }
            shown++;
        }
        int more = hits.cardinality() - shown;
        return text + (more > 0 ? "\n[" + more + " more lines match]" : "");
    }

    private static BitSet hits(List<String> lines, String wanted) {
        String whole = wanted.toLowerCase(Locale.ROOT).strip();
        BitSet exact = where(lines, line -> line.contains(whole));
        if (!exact.isEmpty() || whole.isEmpty()) {
            return exact;
        }
        List<String> words = Arrays.asList(whole.split("\\s+"));
        return where(lines, line -> words.stream().allMatch(line::contains));
    }

    private static BitSet where(List<String> lines, Predicate<String> wanted) {
        BitSet found = new BitSet();
        for (int i = 0; i < lines.size(); i++) {
            found.set(i, wanted.test(lines.get(i).toLowerCase(Locale.ROOT)));
        }
        return found;
    }

    private static String cut(String line, int chars) {
        return line.length() <= chars ? line : line.substring(0, chars) + "…";
    }
}
