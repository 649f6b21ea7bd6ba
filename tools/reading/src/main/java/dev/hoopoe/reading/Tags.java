package dev.hoopoe.reading;

import java.util.Set;

/** The elements that stand on lines of their own. */
final class Tags {
    static final Set<String> BLOCKS =
            Set.of(
                    "address",
                    "article",
                    "aside",
                    "blockquote",
                    "body",
                    "caption",
                    "center",
                    "dd",
                    "details",
                    "dialog",
                    "div",
                    "dl",
                    "dt",
                    "fieldset",
                    "figcaption",
                    "figure",
                    "footer",
                    "form",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "header",
                    "hgroup",
                    "hr",
                    "legend",
                    "li",
                    "main",
                    "menu",
                    "nav",
                    "ol",
                    "p",
                    "pre",
                    "search",
                    "section",
                    "summary",
                    "table",
                    "tbody",
                    "td",
                    "tfoot",
                    "th",
                    "thead",
                    "tr",
                    "ul");

    /** What is no text of the page. */
    static final Set<String> SKIPPED =
            Set.of(
                    "style",
                    "template",
                    "noscript",
                    "svg",
                    "head",
                    "select",
                    "datalist",
                    "textarea",
                    "object",
                    "canvas",
                    "rp",
                    "title",
                    "meta",
                    "link");

    private Tags() {}
}
