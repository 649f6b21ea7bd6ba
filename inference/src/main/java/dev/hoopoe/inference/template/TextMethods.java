package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of Python's {@code str} that templates call. */
final class TextMethods {
    private TextMethods() {}

    static Value.@Nullable Function find(Text text, String name) {
        Value.Function.Body body = body(text, name);
        return body == null ? null : new Value.Function(name, body);
    }

    private static Value.Function.@Nullable Body body(Text text, String name) {
        return switch (name) {
            case "strip" -> arguments -> strip(text, arguments, true, true);
            case "lstrip" -> arguments -> strip(text, arguments, true, false);
            case "rstrip" -> arguments -> strip(text, arguments, false, true);
            case "split" -> arguments -> split(text, arguments);
            case "rsplit" -> arguments -> splitFromEnd(text, arguments);
            case "splitlines" -> _ -> Value.list(Lines.of(text));
            case "partition" -> arguments -> partition(text, arguments.require(0, "sep"));
            case "startswith" -> arguments -> affix(text, arguments.require(0, "prefix"), true);
            case "endswith" -> arguments -> affix(text, arguments.require(0, "suffix"), false);
            case "removeprefix" -> arguments -> remove(text, arguments, true);
            case "removesuffix" -> arguments -> remove(text, arguments, false);
            case "upper" -> _ -> text.map(s -> s.toUpperCase(Locale.ROOT));
            case "lower" -> _ -> text.map(s -> s.toLowerCase(Locale.ROOT));
            case "title" -> _ -> text.map(TextMethods::title);
            case "capitalize" -> _ -> text.map(TextMethods::capitalize);
            case "replace" -> arguments -> replace(text, arguments);
            case "find" ->
                    arguments -> position(text, text.chars().indexOf(chars(arguments, 0, "sub")));
            case "rfind" ->
                    arguments ->
                            position(text, text.chars().lastIndexOf(chars(arguments, 0, "sub")));
            case "count" ->
                    arguments -> Value.Int.of(count(text.chars(), chars(arguments, 0, "sub")));
            case "join" ->
                    arguments -> join(text, Iteration.items(arguments.require(0, "iterable")));
            case "isdigit" -> _ -> every(text, Character::isDigit);
            case "isalpha" -> _ -> every(text, Character::isLetter);
            case "isalnum" -> _ -> every(text, Character::isLetterOrDigit);
            case "isspace" -> _ -> every(text, c -> Whitespace.is((char) c));
            case "isupper" -> _ -> cased(text, text.chars().toUpperCase(Locale.ROOT));
            case "islower" -> _ -> cased(text, text.chars().toLowerCase(Locale.ROOT));
            default -> null;
        };
    }

    private static String chars(Arguments arguments, int index, String name) {
        return Texts.text(arguments.require(index, name)).chars();
    }

    static Text strip(Text text, Arguments arguments, boolean left, boolean right) {
        Value wanted = arguments.get(0, "chars", Value.None.NONE);
        IntPredicate strips =
                wanted instanceof Text set
                        ? c -> set.chars().indexOf(c) >= 0
                        : c -> Whitespace.is((char) c);
        String chars = text.chars();
        int from = 0;
        int to = chars.length();
        while (left && from < to && strips.test(chars.charAt(from))) {
            from++;
        }
        while (right && from < to && strips.test(chars.charAt(to - 1))) {
            to--;
        }
        return text.slice(from, to);
    }

    private static Value split(Text text, Arguments arguments) {
        int most = arguments.integer(1, "maxsplit", -1);
        Value separator = arguments.get(0, "sep", Value.None.NONE);
        return Value.list(
                separator instanceof Text by ? splitBy(text, by.chars(), most) : words(text, most));
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
        if (!(arguments.get(0, "sep", Value.None.NONE) instanceof Text by)) {
            throw new TemplateException("rsplit needs a separator here");
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

    private static Value partition(Text text, Value separator) {
        Text by = Texts.text(separator);
        requireSeparator(by.chars());
        int at = text.chars().indexOf(by.chars());
        if (at < 0) {
            return Value.tuple(text, Text.EMPTY, Text.EMPTY);
        }
        int behind = at + by.chars().length();
        return Value.tuple(
                text.slice(0, at),
                text.slice(at, behind),
                text.slice(behind, text.chars().length()));
    }

    private static Value affix(Text text, Value wanted, boolean start) {
        List<Value> candidates =
                wanted instanceof Value.Sequence several ? several.items() : List.of(wanted);
        return Value.of(
                candidates.stream()
                        .anyMatch(affix -> hasAffix(text, Texts.text(affix).chars(), start)));
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

    static Text replace(Text text, Arguments arguments) {
        String old = chars(arguments, 0, "old");
        Text with = Texts.text(arguments.require(1, "new"));
        int most = arguments.integer(2, "count", -1);
        return old.isEmpty() ? interleave(text, with, most) : replace(text, old, with, most);
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

    private static Value position(Text text, int at) {
        return Value.Int.of(at < 0 ? -1 : text.chars().codePointCount(0, at));
    }

    private static int count(String text, String part) {
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1;
        }
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
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

    private static Value every(Text text, IntPredicate predicate) {
        return Value.of(!text.isEmpty() && text.chars().codePoints().allMatch(predicate));
    }

    private static Value cased(Text text, String wanted) {
        return Value.of(
                text.chars().equals(wanted)
                        && text.chars().codePoints().anyMatch(Character::isLetter));
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    /** Each letter behind something that is none becomes a capital. */
    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean inside = false;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            title.appendCodePoint(inside ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inside = Character.isLetter(c);
        }
        return title.toString();
    }
}
