package dev.hoopoe.reading.document;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** What a DOCX file's styles and numberings mean (ECMA-376 part 1, 17.7 and 17.9). */
final class WordStyles {
    private static final int MAX_BASES = 12;

    /** What a paragraph is. */
    enum Kind {
        TEXT,
        HEADING,
        CODE,
        QUOTE
    }

    /**
     * @param level of a heading, or the depth that a list's style adds to its items
     */
    record Style(Kind kind, int level, Optional<String> numbering) {}

    private final Map<String, Element> styles = new HashMap<>();
    private final Map<String, Map<Integer, String>> formats = new HashMap<>();

    WordStyles(ZipParts zip, Watch watch) {
        zip.text("word/styles.xml")
                .map(xml -> Xml.parse(xml, watch))
                .ifPresent(xml ->
                        xml.getElementsByTag("w:style")
                                .forEach(e -> styles.put(e.attr("w:styleId"), e)));
        zip.text("word/numbering.xml").map(xml -> Xml.parse(xml, watch)).ifPresent(this::number);
    }

    private void number(Element xml) {
        Map<String, Map<Integer, String>> kinds = new HashMap<>();
        for (Element kind : xml.getElementsByTag("w:abstractNum")) {
            Map<Integer, String> levels = new HashMap<>();
            for (Element level : Xml.children(kind, "w:lvl")) {
                String format = value(level, "w:numFmt").orElse("decimal");
                levels.put(integer(level.attr("w:ilvl")), format);
            }
            kinds.put(kind.attr("w:abstractNumId"), levels);
        }
        for (Element num : xml.getElementsByTag("w:num")) {
            value(num, "w:abstractNumId")
                    .map(kinds::get)
                    .ifPresent(levels -> formats.put(num.attr("w:numId"), levels));
        }
    }

    /** The style of a paragraph: its own, or of those that it is based on. */
    Style of(Optional<Element> properties) {
        Optional<Integer> outline =
                properties.flatMap(p -> value(p, "w:outlineLvl")).map(WordStyles::integer);
        if (outline.isPresent() && outline.get() < 9) {
            return new Style(Kind.HEADING, outline.get() + 1, Optional.empty());
        }
        String id = properties.flatMap(p -> value(p, "w:pStyle")).orElse("");
        Style style = named(id, id.toLowerCase(Locale.ROOT));
        Element at = styles.get(id);
        for (int i = 0; style.kind == Kind.TEXT && at != null && i < MAX_BASES; i++) {
            style = described(at, style);
            at = styles.get(value(at, "w:basedOn").orElse(""));
        }
        return style;
    }

    private static Style described(Element style, Style before) {
        Optional<Element> properties = Xml.child(style, "w:pPr");
        Optional<String> numbering =
                before.numbering.or(() ->
                        properties
                                .flatMap(p -> Xml.child(p, "w:numPr"))
                                .flatMap(n -> value(n, "w:numId")));
        int level =
                properties
                        .flatMap(p -> value(p, "w:outlineLvl"))
                        .map(WordStyles::integer)
                        .orElse(9);
        if (level < 9) {
            return new Style(Kind.HEADING, level + 1, Optional.empty());
        }
        String name = value(style, "w:name").orElse("").toLowerCase(Locale.ROOT);
        Style named = named(style.attr("w:styleId"), name);
        int depth = named.kind == Kind.TEXT ? Math.max(before.level, named.level) : named.level;
        return new Style(named.kind, depth, numbering);
    }

    private static Style named(String id, String name) {
        if (name.matches("heading ?[1-9]")) {
            int level = name.charAt(name.length() - 1) - '0';
            return new Style(Kind.HEADING, level, Optional.empty());
        }
        if (name.equals("title")) {
            return new Style(Kind.HEADING, 1, Optional.empty());
        }
        if (name.matches(".*(?:source ?code|code ?block|preformatted).*") || id.equals("Code")) {
            return new Style(Kind.CODE, 0, Optional.empty());
        }
        if (name.matches("list (?:bullet|number|continue) [2-5]")) {
            return new Style(Kind.TEXT, name.charAt(name.length() - 1) - '1', Optional.empty());
        }
        boolean quote = name.matches("(?:intense ?)?quote|block ?text");
        return new Style(quote ? Kind.QUOTE : Kind.TEXT, 0, Optional.empty());
    }

    /** Whether the items of a numbering are counted; nothing where it is switched off. */
    Optional<Boolean> ordered(String numbering, int level) {
        if (numbering.equals("0")) {
            return Optional.empty();
        }
        Map<Integer, String> levels = formats.getOrDefault(numbering, Map.of());
        String format = levels.getOrDefault(level, "bullet");
        return Optional.of(!format.equals("bullet") && !format.equals("none"));
    }

    static Optional<String> value(Element parent, String name) {
        return Xml.child(parent, name).map(e -> e.attr("w:val"));
    }

    static int integer(String number) {
        return number.matches("\\d{1,8}") ? Integer.parseInt(number) : 0;
    }
}
