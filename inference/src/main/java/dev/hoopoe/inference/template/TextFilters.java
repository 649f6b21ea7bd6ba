package dev.hoopoe.inference.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The filters of texts; what they get is turned into a text first. */
final class TextFilters {
    private static final Pattern WORD_START = Pattern.compile("([-\\s({\\[<]+)");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");

    static final Map<String, Filters.Filter> FILTERS =
            Map.ofEntries(
                    Map.entry("string", (input, _, _) -> Texts.text(input)),
                    Map.entry(
                            "trim",
                            (input, arguments, _) ->
                                    TextMethods.strip(Texts.text(input), arguments, true, true)),
                    Map.entry(
                            "upper",
                            (input, _, _) ->
                                    Texts.text(input).map(s -> s.toUpperCase(Locale.ROOT))),
                    Map.entry(
                            "lower",
                            (input, _, _) ->
                                    Texts.text(input).map(s -> s.toLowerCase(Locale.ROOT))),
                    Map.entry(
                            "capitalize",
                            (input, _, _) -> Texts.text(input).map(TextMethods::capitalize)),
                    Map.entry(
                            "title",
                            (input, _, _) ->
                                    Texts.text(input).map(TextFilters::title).asSafe(false)),
                    Map.entry("replace", (input, arguments, _) -> replace(input, arguments)),
                    Map.entry("indent", (input, arguments, _) -> indent(input, arguments)),
                    Map.entry("center", (input, arguments, _) -> center(input, arguments)),
                    Map.entry("truncate", (input, arguments, _) -> truncate(input, arguments)),
                    Map.entry("format", TextFilters::format),
                    Map.entry(
                            "wordcount",
                            (input, _, _) ->
                                    Value.Int.of(
                                            WORD.matcher(Texts.text(input).chars())
                                                    .results()
                                                    .count())));

    private TextFilters() {}

    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        Matcher space = WORD_START.matcher(text);
        int from = 0;
        while (space.find()) {
            title.append(TextMethods.capitalize(text.substring(from, space.start())))
                    .append(space.group());
            from = space.end();
        }
        return title.append(TextMethods.capitalize(text.substring(from))).toString();
    }

    private static Value replace(Value input, Arguments arguments) {
        Arguments texts =
                new Arguments(
                        List.of(
                                arguments.text(0, "old", ""),
                                Texts.text(arguments.require(1, "new"))),
                        Map.of());
        arguments.require(0, "old");
        return TextMethods.replace(
                Texts.text(input).asSafe(false), texts, arguments.integer(2, "count", -1));
    }

    private static Value indent(Value input, Arguments arguments) {
        if (!(input instanceof Text text)) {
            throw new TemplateException("the filter 'indent' got " + Value.typeOf(input));
        }
        Value width = arguments.get(0, "width", Value.Int.of(4));
        Text margin =
                width instanceof Text given
                        ? given
                        : Text.markup(
                                " ".repeat(Math.clamp(Numbers.index(width), 0, Limits.MAX_ITEMS)));
        boolean blank = arguments.flag(2, "blank", false);
        Text.Builder out = new Text.Builder();
        boolean first = true;
        // The added line break keeps a last empty line, as in Jinja.
        for (Text line : Lines.of(new Text.Builder().append(text).append("\n").build())) {
            out.append(first ? "" : "\n");
            boolean indented = first ? arguments.flag(1, "first", false) : blank || !line.isEmpty();
            out.append(indented ? margin : Text.EMPTY).append(line);
            first = false;
        }
        return out.build().asSafe(text.safe());
    }

    private static Value center(Value input, Arguments arguments) {
        return Padding.center(
                Texts.text(input), arguments.integer(0, "width", 80), Text.markup(" "));
    }

    private static Value truncate(Value input, Arguments arguments) {
        Text text = Texts.text(input);
        int length = arguments.integer(0, "length", 255);
        Text end = arguments.text(2, "end", "...");
        long most = (long) length + arguments.integer(3, "leeway", 5);
        if (text.length() <= most) {
            return text;
        }
        int kept = length - end.length();
        if (kept < 0) {
            throw new TemplateException("truncate to " + length + " leaves no room for its end");
        }
        int cut = text.chars().offsetByCodePoints(0, kept);
        int space = text.chars().lastIndexOf(' ', cut - 1);
        boolean whole = arguments.flag(1, "killwords", false) || space < 0;
        return new Text.Builder().append(text, 0, whole ? cut : space).append(end).build();
    }

    private static Value format(Value input, Arguments arguments, Evaluator evaluator) {
        if (!arguments.named().isEmpty() && !arguments.positional().isEmpty()) {
            throw new TemplateException("the filter 'format' takes values or names, not both");
        }
        Value values =
                arguments.named().isEmpty()
                        ? new Value.Sequence(arguments.positional(), true)
                        : MacroCall.dict(arguments.named());
        return evaluator.arithmetic(Expression.Operator.MODULO, Texts.text(input), values);
    }
}
