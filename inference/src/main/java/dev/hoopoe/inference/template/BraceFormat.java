package dev.hoopoe.inference.template;

import java.util.List;

/**
 * Python's {@code str.format}. Its fields reach only what the template could reach with a dot or
 * brackets.
 */
final class BraceFormat {
    private final Arguments arguments;
    private final Attributes attributes;
    private final boolean safe;
    private int next;

    private BraceFormat(Arguments arguments, Attributes attributes, boolean safe) {
        this.safe = safe;
        this.arguments = arguments;
        this.attributes = attributes;
    }

    static Text format(Text format, Arguments arguments, Attributes attributes) {
        return new BraceFormat(arguments, attributes, format.safe())
                .format(format, 0)
                .asSafe(format.safe());
    }

    private Text format(Text format, int depth) {
        Text.Builder out = new Text.Builder();
        String chars = format.chars();
        for (int at = 0; at < chars.length(); ) {
            char c = chars.charAt(at);
            if ((c == '{' || c == '}') && at + 1 < chars.length() && chars.charAt(at + 1) == c) {
                out.append(format, at, at + 1);
                at += 2;
            } else if (c == '{') {
                int end = end(chars, at);
                out.append(field(chars.substring(at + 1, end), depth));
                at = end + 1;
            } else {
                at = text(format, at, out);
            }
        }
        return out.build();
    }

    private static int text(Text format, int at, Text.Builder out) {
        String chars = format.chars();
        if (chars.charAt(at) == '}') {
            throw new TemplateException("a format has a '}' that closes nothing");
        }
        int end = at;
        while (end < chars.length() && "{}".indexOf(chars.charAt(end)) < 0) {
            end++;
        }
        out.append(format, at, end);
        return end;
    }

    private static int end(String chars, int from) {
        int open = 0;
        for (int at = from; at < chars.length(); at++) {
            open += chars.charAt(at) == '{' ? 1 : chars.charAt(at) == '}' ? -1 : 0;
            if (open == 0) {
                return at;
            }
        }
        throw new TemplateException("a format has a '{' that is not closed");
    }

    private Text field(String field, int depth) {
        if (depth > 1) {
            throw new TemplateException("a format nests too deep");
        }
        int colon = field.indexOf(':');
        String spec = colon < 0 ? "" : field.substring(colon + 1);
        String name = colon < 0 ? field : field.substring(0, colon);
        int mark = name.indexOf('!');
        Value value = value(mark < 0 ? name : name.substring(0, mark));
        Value shown = mark < 0 ? value : converted(value, name.substring(mark + 1));
        return FormatSpec.format(
                Html.adapted(shown, safe), format(Text.markup(spec), depth + 1).chars());
    }

    private static Value converted(Value value, String conversion) {
        return switch (conversion) {
            case "s" -> Texts.text(value);
            case "r", "a" -> Texts.repr(value);
            default ->
                    throw new TemplateException("a format has the unknown '!" + conversion + "'");
        };
    }

    private Value value(String path) {
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        Value value = start(path.substring(0, end));
        while (end < path.length()) {
            boolean dot = path.charAt(end) == '.';
            int to = dot ? nextStep(path, end + 1) : path.indexOf(']', end);
            if (to < 0 || to == end + 1) {
                throw new TemplateException("a format has the unreadable field '" + path + "'");
            }
            String step = path.substring(end + 1, to);
            value = dot ? attributes.attribute(value, step) : attributes.item(value, index(step));
            end = dot ? to : to + 1;
        }
        return value;
    }

    private static int nextStep(String path, int from) {
        int at = from;
        while (at < path.length() && path.charAt(at) != '.' && path.charAt(at) != '[') {
            at++;
        }
        return at;
    }

    private static Value index(String step) {
        return isNumber(step) ? Value.Int.of(Integer.parseInt(step)) : Text.markup(step);
    }

    private static boolean isNumber(String step) {
        return !step.isEmpty()
                && step.length() < 10
                && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Value start(String name) {
        if (!name.isEmpty() && !isNumber(name)) {
            Value named = arguments.named().get(name);
            if (named == null) {
                throw new TemplateException("a format names the missing value '" + name + "'");
            }
            return named;
        }
        int at = name.isEmpty() ? next++ : Integer.parseInt(name);
        List<Value> values = arguments.positional();
        if (at >= values.size()) {
            throw new TemplateException("a format has more places than values");
        }
        return values.get(at);
    }
}
