package dev.hoopoe.reading;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/** Pages of any length that take a careless converter quadratic time, or swell in it. */
final class HostilePages {
    /** From a name to what makes a page of about so many characters. */
    static final Map<String, IntFunction<String>> SHAPES = new LinkedHashMap<>();

    private HostilePages() {}

    static IntFunction<String> shape(String name) {
        return Objects.requireNonNull(SHAPES.get(name), name);
    }

    private static String fill(String part, int chars) {
        return part.repeat(Math.max(1, chars / part.length()));
    }

    static {
        SHAPES.put("nested tables", n -> fill("<table><tr><td>", n) + "x");
        SHAPES.put("nested wide cells", n -> fill("<table><tr><td>a<td>b<td>", n) + "x");
        SHAPES.put(
                "closed nested tables",
                n -> {
                    int k = n / 40;
                    return "<table><tr><th>k<th>v<tr><td>a<td>".repeat(k)
                            + "x"
                            + "</td></tr></table>".repeat(k);
                });
        SHAPES.put(
                "many tables",
                n -> fill("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>", n));
        SHAPES.put("nested lists", n -> fill("<ul><li>x", n));
        SHAPES.put("ol", n -> fill("<ol><li>x", n));
        SHAPES.put(
                "list close",
                n -> {
                    int k = n / 20;
                    return "<ul><li>x".repeat(k) + "</li></ul>".repeat(k);
                });
        SHAPES.put("deep list then lines", n -> "<ul><li>".repeat(500) + fill("x<br>", n));
        SHAPES.put("deep quote lines", n -> "<blockquote>".repeat(500) + fill("<p>x", n));
        SHAPES.put("unclosed b i", n -> fill("<b><i>x", n));
        SHAPES.put("unclosed a", n -> fill("<a href=x><div>", n) + "y");
        SHAPES.put("unclosed font p", n -> fill("<font color=red><p>x", n));
        SHAPES.put("deep divs", n -> fill("<div>", n) + "x");
        SHAPES.put("spans", n -> fill("<span>", n) + "x");
        SHAPES.put(
                "spans colspan",
                n -> "<table>" + fill("<tr><td colspan=1000 rowspan=65534>x<td>y", n) + "</table>");
        SHAPES.put(
                "wide rowspan",
                n -> "<table><tr>" + "<td rowspan=65000>xy".repeat(2000) + fill("<tr><td>", n));
        SHAPES.put("attributes", n -> "<div " + fill("a" + "b=c ", n) + ">x</div>");
        SHAPES.put(
                "many attrs",
                n -> {
                    var sb = new StringBuilder("<p ");
                    for (int i = 0; sb.length() < n; i++) sb.append("a").append(i).append("=x ");
                    return sb + ">x";
                });
        SHAPES.put("big attr", n -> "<p style='" + fill("display : x;", n) + "'>x");
        SHAPES.put(
                "base",
                n ->
                        "<base href='https://e.test/"
                                + "d".repeat(1900)
                                + "/'>"
                                + fill("<a href=x>y</a> ", n));
        SHAPES.put("escapes", n -> "<p>" + fill("*_`[<", n));
        SHAPES.put("entities", n -> "<p>" + fill("&amp;lt;", n));
        SHAPES.put("spaces", n -> "<p>" + fill(" \n", n) + "x");
        SHAPES.put("br", n -> "<p>" + fill("x<br>", n));
        SHAPES.put("p", n -> fill("<p>x", n));
        SHAPES.put("h", n -> fill("<h6>x", n));
        SHAPES.put("hr", n -> fill("<hr>", n));
        SHAPES.put("dl nested", n -> fill("<dl><dt>a<dd>b", n));
        SHAPES.put("details", n -> fill("<details><summary>x", n));
        SHAPES.put("pre nested", n -> fill("<pre>x", n));
        SHAPES.put("code", n -> fill("<code>x</code>", n));
        SHAPES.put("sup", n -> fill("<sup>x", n));
        SHAPES.put("math", n -> fill("<math><msup><mi>x", n));
        SHAPES.put("math closed", n -> fill("<math><mfrac><mi>x</mi><mi>y</mi></mfrac></math>", n));
        SHAPES.put("katex nest", n -> fill("<span class=katex>", n) + "x");
        SHAPES.put("img srcset", n -> "<img srcset='" + fill("/a.png 1x, ", n) + "'>");
        SHAPES.put("imgs", n -> fill("<picture><source srcset=a.png>", n));
        SHAPES.put("img lazy", n -> fill("<img>", n));
        SHAPES.put("footnotes", n -> fill("<sup><a href=#n>1</a></sup>", n) + "<li id=n>z");
        SHAPES.put("emph adj", n -> fill("<b>x</b>", n));
        SHAPES.put("emph mix", n -> fill("<b>x.</b>y<i>z</i>", n));
        SHAPES.put("hidden", n -> fill("<p hidden>x", n));
        SHAPES.put("hidden nest", n -> fill("<div style='display:none'>", n) + "x");
        SHAPES.put("noscript", n -> fill("<img><noscript>", n));
        SHAPES.put("rubies", n -> fill("<ruby>x<rt>y", n));
        SHAPES.put("select", n -> fill("<select><option>", n));
        SHAPES.put("cell lists", n -> "<table><tr><th>a<th>b<tr><td>" + fill("<ul><li>x", n));
        SHAPES.put(
                "cell tables",
                n -> "<table><tr><th>a<th>b<tr><td>" + fill("<table><tr><th>x<th>y<tr><td>", n));
        SHAPES.put("link in heading", n -> "<h1>" + fill("<a href=#x class=anchor>y</a>", n));
        SHAPES.put("code link", n -> "<code>" + fill("<a href=x>", n));
        SHAPES.put("kbd", n -> fill("<kbd>x", n));
        SHAPES.put("comments", n -> fill("<!-- x -->", n));
        SHAPES.put("captions", n -> fill("<table><caption>x", n));
        SHAPES.put("q", n -> fill("<q>x", n));
        SHAPES.put("forms", n -> fill("<form><input type=checkbox>", n));
        SHAPES.put("lines of code", n -> "<pre>" + fill("x\n", n));
        SHAPES.put("deep code", n -> "<ul><li>".repeat(400) + "<pre>" + fill("x\n", n));
        SHAPES.put("td", n -> "<table><tr><th>a<th>b" + fill("<tr><td>", n));
        SHAPES.put("th", n -> "<table><tr>" + fill("<th>x", n));
        SHAPES.put("td x", n -> "<table><tr><th>a<th>b<tr>" + fill("<td>x", n));
        SHAPES.put(
                "permalink",
                n -> "<h1>" + "y".repeat(n / 2) + fill("<a href=#x class=anchor>yy</a>", n / 2));
        SHAPES.put("linenos", n -> "<pre>" + fill("<span class=lineno>", n));
        SHAPES.put("ln table", n -> fill("<table><tr><td class=gutter>1<td>", n));
        SHAPES.put("sup a", n -> fill("<sup><a href=#x>1", n));
        SHAPES.put("mjx", n -> fill("<mjx-container>", n) + "x");
        SHAPES.put("code br", n -> fill("<code><br>", n));
        SHAPES.put("audio", n -> fill("<audio>", n));
        SHAPES.put("pre>code*", n -> fill("<pre class=\"a b c\">", n) + "x");
        SHAPES.put("pre divs", n -> "<pre>" + fill("<div class=lineno>", n) + "x");
        SHAPES.put("backticks", n -> "<pre>" + "`".repeat(n));
        SHAPES.put("backticks2", n -> fill("<li><code>`x", n));
        SHAPES.put("hashes", n -> "<h1>" + fill("# ", n));
        SHAPES.put("brackets", n -> "<p>" + fill("[x", n));
        SHAPES.put("br p", n -> fill("<p>[x<br>", n));
    }
}
