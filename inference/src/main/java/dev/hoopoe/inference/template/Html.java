package dev.hoopoe.inference.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is left of HTML in chat templates: escaping, and strings marked as {@code safe}, which
 * escape whatever is joined to them (MarkupSafe).
 */
final class Html {
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern KEY_BREAK = Pattern.compile("[\\s/>=]");

    private Html() {}

    /** The text as it may stand next to a safe one. */
    static Text escape(Value value) {
        Text text = Texts.text(value);
        return text.safe() ? text : forced(text);
    }

    static Text forced(Text text) {
        Text.Builder out = new Text.Builder();
        for (Segment segment : text.segments()) {
            out.append(Text.of(escape(segment.text()), segment.data()));
        }
        return out.build().asSafe(true);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    /** Puts texts together; when one is safe, the other is escaped and the whole is safe. */
    static Text concatenated(Text left, Text right) {
        boolean safe = left.safe() || right.safe();
        return new Text.Builder()
                .append(safe ? escape(left) : left)
                .append(safe ? escape(right) : right)
                .build()
                .asSafe(safe);
    }

    /** The values as a safe text takes them in, or as they are. */
    static Value adapted(Value value, boolean safe) {
        return !safe || Numbers.isNumber(value) ? value : escape(value);
    }

    static Text withoutTags(Text text) {
        return text.map(Html::withoutTags);
    }

    private static String withoutTags(String text) {
        String bare = TAG.matcher(COMMENT.matcher(text).replaceAll("")).replaceAll("");
        return SPACE.matcher(bare.strip())
                .replaceAll(" ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    static Text attributes(Value input, Arguments arguments) {
        List<Value> attributes = new ArrayList<>();
        for (Value pair : SequenceFilters.items(input)) {
            List<Value> parts = Iteration.items(pair);
            Value value = parts.getLast();
            if (value != Value.None.NONE && !(value instanceof Value.Undefined)) {
                attributes.add(attribute(Texts.text(parts.getFirst()), value));
            }
        }
        boolean spaced = arguments.flag(0, "autospace", true) && !attributes.isEmpty();
        Text joined = TextMethods.join(Text.markup(" "), attributes);
        return new Text.Builder().append(spaced ? " " : "").append(joined).build();
    }

    private static Text attribute(Text key, Value value) {
        if (KEY_BREAK.matcher(key.chars()).find()) {
            throw new TemplateException("'" + key.chars() + "' cannot name an attribute");
        }
        return new Text.Builder()
                .append(escape(key))
                .append("=\"")
                .append(escape(value))
                .append("\"")
                .build();
    }

    static Text urlEncoded(Value input) {
        if (input instanceof Text || Numbers.isNumber(input) || input == Value.None.NONE) {
            return Texts.text(input).map(text -> Percent.encode(text, true));
        }
        List<Value> pairs =
                input instanceof Value.Dict ? SequenceFilters.items(input) : Iteration.items(input);
        return TextMethods.join(Text.markup("&"), pairs.stream().map(Html::query).toList());
    }

    private static Value query(Value pair) {
        List<Value> parts = Iteration.items(pair);
        if (parts.size() != 2) {
            throw new TemplateException("the filter 'urlencode' needs pairs");
        }
        return TextMethods.join(
                Text.markup("="),
                parts.stream()
                        .map(part -> (Value) Texts.text(part).map(t -> Percent.encode(t, false)))
                        .toList());
    }

    /** The filters of this file. */
    static final Map<String, Filters.Filter> FILTERS =
            Map.of(
                    "safe", (input, _, _) -> Texts.text(input).asSafe(true),
                    "e", (input, _, _) -> escape(input),
                    "escape", (input, _, _) -> escape(input),
                    "forceescape", (input, _, _) -> forced(Texts.text(input)),
                    "striptags", (input, _, _) -> withoutTags(Texts.text(input)),
                    "xmlattr", (input, arguments, _) -> attributes(input, arguments),
                    "urlencode", (input, _, _) -> urlEncoded(input));
}
