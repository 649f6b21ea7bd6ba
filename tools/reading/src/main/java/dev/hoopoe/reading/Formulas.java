package dev.hoopoe.reading;

import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * The TeX of a formula, once, however often a page holds it: KaTeX, MathJax and MediaWiki put
 * MathML, its TeX source and a picture or boxes for the eye side by side.
 */
final class Formulas {
    private static final Set<String> HOLDERS =
            Set.of("katex", "mwe-math-element", "MathJax", "mjx-chtml", "MathJax_SVG");
    private static final String DISPLAY_STYLE = "{\\displaystyle ";

    private Formulas() {}

    /** Whether the element is a formula as one of the known scripts writes it. */
    static boolean holder(Element e) {
        if (e.normalName().equals("mjx-container")) {
            return true;
        }
        return e.normalName().equals("span") && e.classNames().stream().anyMatch(HOLDERS::contains);
    }

    /** Boxes that MathJax made of a script beside them. */
    static boolean drawn(Element e) {
        String classes = e.className();
        return classes.startsWith("MathJax_Preview")
                || (classes.startsWith("MathJax") && scriptFollows(e));
    }

    private static boolean scriptFollows(Element e) {
        Element next = e.nextElementSibling();
        return next != null
                && next.normalName().equals("script")
                && next.attr("type").startsWith("math/");
    }

    /** A picture of a formula, whose alternative text is TeX. */
    static boolean picture(Element img) {
        String classes = img.className();
        return classes.contains("mwe-math")
                || classes.equals("tex")
                || classes.equals("latex")
                || classes.equals("math");
    }

    /** The Markdown of a formula, or "" where nothing of it can be read. */
    static String of(Element formula) {
        Element tex = formula.selectFirst("annotation[encoding*=tex], annotation[encoding*=TeX]");
        if (tex != null) {
            return tex(tex.wholeText(), display(formula));
        }
        Element math = formula.normalName().equals("math") ? formula : formula.selectFirst("math");
        if (math != null) {
            String alt = math.attr("alttext");
            return tex(alt.isBlank() ? presentation(math) : alt, display(formula));
        }
        Element img = formula.selectFirst("img[alt]");
        return img == null ? "" : tex(img.attr("alt"), false);
    }

    static String tex(String source, boolean display) {
        String tex = HtmlReader.oneLine(source);
        if (tex.startsWith(DISPLAY_STYLE) && tex.endsWith("}")) {
            tex = tex.substring(DISPLAY_STYLE.length(), tex.length() - 1).strip();
        }
        String mark = display ? "$$" : "$";
        return tex.isEmpty() ? "" : mark + tex + mark;
    }

    private static boolean display(Element formula) {
        Element parent = formula.parent();
        Element math = formula.normalName().equals("math") ? formula : formula.selectFirst("math");
        return (math != null && math.attr("display").equals("block"))
                || formula.attr("display").equals("true")
                || (parent != null && parent.hasClass("katex-display"));
    }

    /** MathML's presentation elements as TeX (MathML Core, 3). */
    private static String presentation(Element e) {
        List<Element> parts = e.children();
        int count = parts.size();
        return switch (e.normalName()) {
            case "msup" -> count < 2 ? inside(e) : part(parts, 0) + "^" + group(parts, 1);
            case "msub" -> count < 2 ? inside(e) : part(parts, 0) + "_" + group(parts, 1);
            case "msubsup", "munderover" ->
                    count < 3
                            ? inside(e)
                            : part(parts, 0) + "_" + group(parts, 1) + "^" + group(parts, 2);
            case "mover" -> count < 2 ? inside(e) : part(parts, 0) + "^" + group(parts, 1);
            case "munder" -> count < 2 ? inside(e) : part(parts, 0) + "_" + group(parts, 1);
            case "mfrac" ->
                    count < 2
                            ? inside(e)
                            : "\\frac{" + part(parts, 0) + "}{" + part(parts, 1) + "}";
            case "msqrt" -> "\\sqrt{" + inside(e) + "}";
            case "mtr" -> inside(e) + "; ";
            case "mtd" -> inside(e) + " ";
            case "annotation", "annotation-xml" -> "";
            default -> inside(e);
        };
    }

    private static String inside(Element e) {
        StringBuilder out = new StringBuilder();
        for (Node child : e.childNodes()) {
            if (child instanceof TextNode text) {
                out.append(text.getWholeText().strip());
            } else if (child instanceof Element element) {
                out.append(presentation(element));
            }
        }
        return out.toString();
    }

    private static String part(List<Element> parts, int i) {
        return presentation(parts.get(i));
    }

    private static String group(List<Element> parts, int i) {
        String text = part(parts, i);
        return text.length() == 1 ? text : "{" + text + "}";
    }
}
