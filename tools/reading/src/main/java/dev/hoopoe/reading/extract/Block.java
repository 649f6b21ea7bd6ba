package dev.hoopoe.reading.extract;

import java.util.List;
import org.jsoup.nodes.Node;

/**
 * A run of text without a line break of the layout in it: a paragraph, a heading, a cell, a label.
 *
 * @param region the innermost element around it that stands on lines of its own
 * @param text white space collapsed; a line feed where the page breaks the line
 * @param nodes the text nodes that it is made of
 * @param inlineCues hints of the inline elements that it lies in or holds
 * @param inlineNames names of the inline elements that it holds
 * @param inlineKinds kinds of the inline elements that it lies in or holds
 */
record Block(
        Region region,
        String text,
        List<Node> nodes,
        TextStats stats,
        long inlineCues,
        Names inlineNames,
        long inlineKinds,
        int images) {
    int words() {
        return stats.words;
    }

    int heading() {
        return Kinds.heading(region.element.normalName());
    }
}
