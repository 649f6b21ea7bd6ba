package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code str} that templates call. */
final class TextMethods {
    private TextMethods() {}

    static Value.@Nullable Function find(Text text, String name, Attributes attributes) {
        Value.Function.Body body = body(text, name);
        if (body == null) {
            body = formatting(text, name, attributes);
        }
        return body == null ? null : new Value.Function(name, body);
    }

    private static Value.Function.@Nullable Body body(Text text, String name) {
        return switch (name) {
            case "strip" -> arguments -> strip(text, arguments, true, true);
            case "lstrip" -> arguments -> strip(text, arguments, true, false);
            case "rstrip" -> arguments -> strip(text, arguments, false, true);
            case "split" -> arguments -> split(text, arguments);
            case "rsplit" -> arguments -> splitFromEnd(text, arguments);
            case "splitlines" ->
                    arguments -> Value.list(Lines.of(text, arguments.flag(0, "keepends", false)));
            case "partition" -> arguments -> partition(text, chars(arguments, 0, "sep"), true);
            case "rpartition" -> arguments -> partition(text, chars(arguments, 0, "sep"), false);
            case "startswith", "endswith", "find", "rfind", "index", "rindex", "count" ->
                    arguments -> TextSearch.run(text, name, arguments);
            case "removeprefix" -> arguments -> remove(text, arguments, true);
            case "removesuffix" -> arguments -> remove(text, arguments, false);
            case "replace" ->
                    arguments -> replace(text, arguments, arguments.integer(2, "count", -1));
            case "join" ->
                    arguments -> joined(text, Iteration.items(arguments.require(0, "iterable")));
            default -> name.startsWith("is") ? kind(text, name) : shape(text, name);
        };
    }

    private static Value.Function.@Nullable Body shape(Text text, String name) {
        return switch (name) {
            case "upper" -> _ -> text.map(s -> s.toUpperCase(Locale.ROOT));
            case "lower" -> _ -> text.map(s -> s.toLowerCase(Locale.ROOT));
            case "title" -> _ -> text.map(TextShape::title);
            case "capitalize" -> _ -> text.map(TextMethods::capitalize);
            case "swapcase" -> _ -> text.map(TextShape::swapCase);
            case "casefold" -> _ -> text.map(TextShape::fold);
            case "ljust", "rjust", "center" ->
                    arguments -> TextShape.justify(text, name, arguments);
            case "zfill" -> arguments -> TextShape.zeros(text, arguments);
            case "expandtabs" -> arguments -> TextShape.expandTabs(text, arguments);
            default -> null;
        };
    }

    private static Value.Function.@Nullable Body kind(Text text, String name) {
        return switch (name) {
            case "isdigit",
                    "isdecimal",
                    "isnumeric",
                    "isalpha",
                    "isalnum",
                    "isspace",
                    "isprintable",
                    "isascii",
                    "isidentifier",
                    "istitle",
                    "isupper",
                    "islower" ->
                    _ -> TextKinds.ask(text, name);
            default -> null;
        };
    }

    private static Value.Function.@Nullable Body formatting(
            Text text, String name, Attributes attributes) {
        return switch (name) {
            case "format" -> arguments -> BraceFormat.format(text, arguments, attributes);
            case "format_map" ->
                    arguments ->
                            BraceFormat.format(
                                    text, named(arguments.require(0, "mapping")), attributes);
            default -> null;
        };
    }

    private static Arguments named(Value mapping) {
        if (!(mapping instanceof Value.Dict dict)) {
            throw new TemplateException("format_map got " + Value.typeOf(mapping));
        }
        Map<String, Value> named = new LinkedHashMap<>();
        dict.entries().forEach((key, value) -> named.put(Texts.text(key).chars(), value));
        return new Arguments(List.of(), named);
    }

    private static String chars(Arguments arguments, int index, String name) {
        return string(arguments.require(index, name)).chars();
    }

    private static Text string(Value value) {
        if (value instanceof Text text) {
            return text;
        }
        throw new TemplateException(Value.typeOf(value) + " stands where a string should");
    }

    private static @Nullable Text stringOrNone(Value value) {
        return value == Value.None.NONE ? null : string(value);
    }

    static Text strip(Text text, Arguments arguments, boolean left, boolean right) {
        Value wanted = arguments.get(0, "chars", Value.None.NONE);
        Text set = stringOrNone(wanted);
        IntPredicate strips =
                set == null ? c -> Whitespace.is((char) c) : c -> set.chars().indexOf(c) >= 0;
        String chars = text.chars();
        int from = 0;
        int to = chars.length();
        while (left && from < to && strips.test(chars.codePointAt(from))) {
            from += Character.charCount(chars.codePointAt(from));
        }
        while (right && from < to && strips.test(chars.codePointBefore(to))) {
            to -= Character.charCount(chars.codePointBefore(to));
        }
        return text.slice(from, to);
    }

    private static Value split(Text text, Arguments arguments) {
        int most = arguments.integer(1, "maxsplit", -1);
        Text separator = stringOrNone(arguments.get(0, "sep", Value.None.NONE));
        return Value.list(
                separator == null ? words(text, most) : splitBy(text, separator.chars(), most));
    }

    static List<Value> splitBy(Text text, String separator, int most) {
        requireSeparator(separator);
        List<Value> parts = new ArrayList<>();
        int from = 0;
        int at = text.chars().indexOf(separator);
        while (at >= 0 && parts.size() != most) {
            parts.add(text.slice(from, at));
            from = at + separator.length();
            at = text.chars().indexOf(separator, from);
        }
        parts.add(text.slice(from, text.chars().length()));
        return parts;
    }

    private static void requireSeparator(String separator) {
        if (separator.isEmpty()) {
            throw new TemplateException("a string is split by an empty separator");
        }
    }

    private static List<Value> words(Text text, int most) {
        List<Value> words = new ArrayList<>();
        String chars = text.chars();
        int from = Whitespace.skip(chars, 0);
        while (from < chars.length()) {
            int to = from;
            while (to < chars.length()
                    && (words.size() == most || !Whitespace.is(chars.charAt(to)))) {
                to++;
            }
            words.add(text.slice(from, to));
            from = Whitespace.skip(chars, to);
        }
        return words;
    }

    private static Value splitFromEnd(Text text, Arguments arguments) {
        int most = arguments.integer(1, "maxsplit", -1);
        Text by = stringOrNone(arguments.get(0, "sep", Value.None.NONE));
        if (by == null) {
            return Value.list(wordsFromEnd(text, most));
        }
        requireSeparator(by.chars());
        List<Value> parts = new ArrayList<>();
        int to = text.chars().length();
        int at = text.chars().lastIndexOf(by.chars());
        while (at >= 0 && parts.size() != most) {
            parts.addFirst(text.slice(at + by.chars().length(), to));
            to = at;
            at = text.chars().lastIndexOf(by.chars(), at - by.chars().length());
        }
        parts.addFirst(text.slice(0, to));
        return Value.list(parts);
    }

    private static List<Value> wordsFromEnd(Text text, int most) {
        List<Value> words = new ArrayList<>();
        String chars = text.chars();
        int to = Whitespace.stripTrailing(chars).length();
        while (to > 0) {
            int from = to;
            while (from > 0 && (words.size() == most || !Whitespace.is(chars.charAt(from - 1)))) {
                from--;
            }
            boolean rest = words.size() == most;
            words.addFirst(text.slice(from, to));
            to = rest ? 0 : Whitespace.stripTrailing(chars.substring(0, from)).length();
        }
        return words;
    }

    private static Value partition(Text text, String by, boolean first) {
        requireSeparator(by);
        int at = first ? text.chars().indexOf(by) : text.chars().lastIndexOf(by);
        if (at < 0) {
            return first
                    ? Value.tuple(text, Text.EMPTY, Text.EMPTY)
                    : Value.tuple(Text.EMPTY, Text.EMPTY, text);
        }
        int behind = at + by.length();
        return Value.tuple(
                text.slice(0, at),
                text.slice(at, behind),
                text.slice(behind, text.chars().length()));
    }

    private static boolean hasAffix(Text text, String affix, boolean start) {
        return start ? text.chars().startsWith(affix) : text.chars().endsWith(affix);
    }

    private static Value remove(Text text, Arguments arguments, boolean start) {
        String affix = chars(arguments, 0, start ? "prefix" : "suffix");
        if (!hasAffix(text, affix, start)) {
            return text;
        }
        int length = text.chars().length();
        return start ? text.slice(affix.length(), length) : text.slice(0, length - affix.length());
    }

    static Text replace(Text text, Arguments arguments, int most) {
        Text old = string(arguments.require(0, "old"));
        Text with = string(arguments.require(1, "new"));
        Text wanted = text.safe() ? Html.escape(old) : old;
        Text put = text.safe() ? Html.escape(with) : with;
        Text replaced =
                old.isEmpty()
                        ? interleave(text, put, most)
                        : replace(text, wanted.chars(), put, most);
        return replaced.asSafe(text.safe());
    }

    private static Text replace(Text text, String old, Text with, int most) {
        Text.Builder out = new Text.Builder();
        int from = 0;
        int at = text.chars().indexOf(old);
        for (int done = 0; at >= 0 && done != most; done++) {
            out.append(text, from, at).append(with);
            from = at + old.length();
            at = text.chars().indexOf(old, from);
        }
        return out.append(text, from, text.chars().length()).build();
    }

    /** Python puts the new text around each character when the old one is empty. */
    private static Text interleave(Text text, Text with, int most) {
        Text.Builder out = new Text.Builder();
        int left = most < 0 ? Integer.MAX_VALUE : most;
        for (Value character : text.characters()) {
            out.append(left-- > 0 ? with : Text.EMPTY).append((Text) character);
        }
        return out.append(left > 0 ? with : Text.EMPTY).build();
    }

    private static Text joined(Text separator, List<Value> items) {
        List<Value> parts = new ArrayList<>();
        for (Value item : items) {
            parts.add(separator.safe() ? Html.escape(item) : string(item));
        }
        return join(separator, parts).asSafe(separator.safe());
    }

    static Text join(Text separator, List<Value> items) {
        Text.Builder out = new Text.Builder();
        boolean first = true;
        for (Value item : items) {
            out.append(first ? Text.EMPTY : separator).append(Texts.text(item));
            first = false;
        }
        return out.build();
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return title(text.substring(0, first)) + text.substring(first).toLowerCase(Locale.ROOT);
    }

    /** Python capitalizes by the title case, which differs for ligatures and the sharp s. */
    private static String title(String first) {
        int c = first.codePointAt(0);
        int title = Character.toTitleCase(c);
        String upper = first.toUpperCase(Locale.ROOT);
        return title != c || upper.length() <= first.length()
                ? Character.toString(title)
                : capitalize(upper);
    }
}
