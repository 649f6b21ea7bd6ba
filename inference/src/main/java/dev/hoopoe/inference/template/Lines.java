package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.List;

/** Python's {@code str.splitlines}. */
final class Lines {
    private static final String ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

    private Lines() {}

    static List<Text> of(Text text) {
        List<Text> lines = new ArrayList<>();
        String chars = text.chars();
        int from = 0;
        for (int at = 0; at < chars.length(); at++) {
            if (ENDS.indexOf(chars.charAt(at)) >= 0) {
                lines.add(text.slice(from, at));
                at += chars.startsWith("\r\n", at) ? 1 : 0;
                from = at + 1;
            }
        }
        if (from < chars.length()) {
            lines.add(text.slice(from, chars.length()));
        }
        return lines;
    }
}
