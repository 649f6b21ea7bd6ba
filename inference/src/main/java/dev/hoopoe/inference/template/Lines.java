package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.List;

/** Python's {@code str.splitlines}. */
final class Lines {
    private static final String ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

    private Lines() {}

    static List<Text> of(Text text) {
        return of(text, false);
    }

    static List<Text> of(Text text, boolean keepEnds) {
        List<Text> lines = new ArrayList<>();
        String chars = text.chars();
        int from = 0;
        for (int at = 0; at < chars.length(); at++) {
            if (ENDS.indexOf(chars.charAt(at)) >= 0) {
                int behind = at + (chars.startsWith("\r\n", at) ? 2 : 1);
                lines.add(text.slice(from, keepEnds ? behind : at));
                at = behind - 1;
                from = behind;
            }
        }
        if (from < chars.length()) {
            lines.add(text.slice(from, chars.length()));
        }
        return lines;
    }
}
