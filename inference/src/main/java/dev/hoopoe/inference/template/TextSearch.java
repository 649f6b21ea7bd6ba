package dev.hoopoe.inference.template;

import java.util.List;

/** Python's methods that look for one text in another, between two positions. */
final class TextSearch {
    private final Text text;
    private final int from;
    private final int to;

    private TextSearch(Text text, Arguments arguments) {
        this.text = text;
        this.from = bound(arguments.get(1, "start", Value.None.NONE), 0);
        this.to = bound(arguments.get(2, "end", Value.None.NONE), text.length());
    }

    private int bound(Value value, int fallback) {
        int length = text.length();
        if (value == Value.None.NONE) {
            return fallback;
        }
        int index = Numbers.index(value);
        return index < 0 ? Math.max(0, index + length) : index;
    }

    static Value run(Text text, String method, Arguments arguments) {
        TextSearch search = new TextSearch(text, arguments);
        Value wanted = arguments.require(0, "sub");
        return switch (method) {
            case "startswith" -> search.affix(wanted, true);
            case "endswith" -> search.affix(wanted, false);
            case "count" -> Value.Int.of(search.count(chars(wanted)));
            case "find", "index" -> search.position(chars(wanted), true, method.equals("index"));
            default -> search.position(chars(wanted), false, method.equals("rindex"));
        };
    }

    private static String chars(Value wanted) {
        if (wanted instanceof Text text) {
            return text.chars();
        }
        throw new TemplateException(Value.typeOf(wanted) + " stands where a string should");
    }

    /** The part to look in; empty when the bounds leave less than nothing. */
    private String part() {
        String chars = text.chars();
        int end = Math.min(to, text.length());
        return chars.substring(
                chars.offsetByCodePoints(0, Math.min(from, end)), chars.offsetByCodePoints(0, end));
    }

    private boolean isOutside() {
        return from > Math.min(to, text.length());
    }

    private Value affix(Value wanted, boolean start) {
        List<Value> candidates =
                wanted instanceof Value.Sequence several && several.tuple()
                        ? several.items()
                        : List.of(wanted);
        String part = part();
        boolean found = false;
        for (Value candidate : candidates) {
            String affix = chars(candidate);
            found |= start ? part.startsWith(affix) : part.endsWith(affix);
        }
        return Value.of(found && !isOutside());
    }

    private int count(String wanted) {
        String part = part();
        if (isOutside()) {
            return 0;
        }
        if (wanted.isEmpty()) {
            return part.codePointCount(0, part.length()) + 1;
        }
        int count = 0;
        for (int at = part.indexOf(wanted); at >= 0; ) {
            count++;
            at = part.indexOf(wanted, at + wanted.length());
        }
        return count;
    }

    private Value position(String wanted, boolean first, boolean required) {
        String part = part();
        int at = isOutside() ? -1 : first ? part.indexOf(wanted) : part.lastIndexOf(wanted);
        if (at < 0 && required) {
            throw new TemplateException("a string does not contain '" + wanted + "'");
        }
        return Value.Int.of(at < 0 ? -1 : from + part.codePointCount(0, at));
    }
}
