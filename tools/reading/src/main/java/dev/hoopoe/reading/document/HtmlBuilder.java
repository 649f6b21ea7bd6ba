package dev.hoopoe.reading.document;

import dev.hoopoe.reading.Markdown;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Builds a page of HTML from the paragraphs, items and tables of an office document, so that one
 * renderer writes the Markdown of all formats.
 */
final class HtmlBuilder {
    private static final int MAX_LIST_DEPTH = 9;

    private Document page = Document.createShell("");
    private final Deque<Element> lists = new ArrayDeque<>();
    private final List<Integer> depths = new ArrayList<>();

    /** A paragraph, heading or other block of its own. */
    Element block(String tag) {
        endLists();
        return page.body().appendElement(tag);
    }

    /** Puts an element that was built elsewhere after the last one. */
    void add(Element block) {
        endLists();
        page.body().appendChild(block);
    }

    /** An item of the list at this depth, counted from 0. */
    Element item(int depth, boolean ordered) {
        int wanted = Math.clamp(depth, 0, MAX_LIST_DEPTH);
        while (!lists.isEmpty() && depths.getLast() > wanted) {
            close();
        }
        String tag = ordered ? "ol" : "ul";
        if (!lists.isEmpty() && depths.getLast() == wanted && !lists.getLast().nameIs(tag)) {
            close();
        }
        if (lists.isEmpty() || depths.getLast() < wanted) {
            open(tag, wanted);
        }
        return lists.getLast().appendElement("li");
    }

    /** Lines of code; those that follow each other are one block. */
    void code(String lines) {
        endLists();
        Element last = page.body().lastElementChild();
        Element pre = last != null && last.nameIs("pre") ? last : page.body().appendElement("pre");
        pre.appendText(lines);
    }

    private void open(String tag, int depth) {
        Element parent = page.body();
        if (!lists.isEmpty()) {
            Element item = lists.getLast().lastElementChild();
            parent = item == null ? lists.getLast() : item;
        }
        lists.addLast(parent.appendElement(tag));
        depths.addLast(depth);
    }

    private void close() {
        lists.removeLast();
        depths.removeLast();
    }

    private void endLists() {
        lists.clear();
        depths.clear();
    }

    boolean isEmpty() {
        return page.body().childNodeSize() == 0;
    }

    /** The Markdown so far; starts anew. */
    String take() {
        String markdown = Markdown.of(page);
        page = Document.createShell("");
        endLists();
        return markdown;
    }

    static String headingTag(int level) {
        return String.format(Locale.ROOT, "h%d", Math.clamp(level, 1, 6));
    }
}
