package dev.hoopoe.reading;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** The terms and descriptions of one {@code dl}, group by group. */
final class Definitions {
    private final MarkdownRenderer renderer;
    private final Lines lines;
    private final InlineWriter inline;
    private final List<String> terms = new ArrayList<>();
    private final List<Element> descriptions = new ArrayList<>();
    private boolean first = true;

    Definitions(MarkdownRenderer renderer, Lines lines, InlineWriter inline) {
        this.renderer = renderer;
        this.lines = lines;
        this.inline = inline;
    }

    void add(Element e) {
        if (Visibility.hidden(e)) {
            return;
        }
        switch (e.normalName()) {
            case "dt" -> term(e);
            case "dd" -> descriptions.add(e);
            default -> e.children().forEach(this::addPart);
        }
    }

    private void addPart(Element e) {
        if (e.normalName().equals("dt")) {
            term(e);
        } else if (e.normalName().equals("dd")) {
            descriptions.add(e);
        }
    }

    private void term(Element dt) {
        if (!descriptions.isEmpty()) {
            write();
        }
        InlineText text = new InlineText(false);
        inline.bold(dt, text);
        terms.add(text.oneLine(" "));
        terms.removeIf(String::isEmpty);
    }

    void write() {
        if (terms.isEmpty() && descriptions.isEmpty()) {
            return;
        }
        if (terms.isEmpty()) {
            describe(first);
        } else {
            lines.startItem("- ", first);
            describeTerms();
            lines.end();
        }
        first = false;
        terms.clear();
        descriptions.clear();
    }

    private void describeTerms() {
        boolean one = descriptions.size() == 1;
        renderer.begin(String.join(", ", terms) + (one ? ":" : ""));
        if (one) {
            renderer.block(descriptions.getFirst());
        } else {
            renderer.flush();
            describe(true);
        }
    }

    private void describe(boolean firstOfAll) {
        boolean firstItem = firstOfAll;
        for (Element dd : descriptions) {
            lines.startItem("- ", firstItem);
            renderer.block(dd);
            lines.end();
            firstItem = false;
        }
    }
}
