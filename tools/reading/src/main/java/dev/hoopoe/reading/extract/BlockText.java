package dev.hoopoe.reading.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Collects the text of one block after the other. One page, one thread. */
final class BlockText {
    private static final long PRE = Kinds.bit("pre");

    private StringBuilder text = new StringBuilder();
    private List<Node> nodes = new ArrayList<>();
    private TextStats stats = new TextStats();
    private Names names = Names.NONE;
    private long cues;
    private long kinds;
    private int images;
    private boolean space;

    void add(TextNode node, boolean link, boolean strong, Region region) {
        String raw = node.getWholeText();
        if (raw.isBlank()) {
            space = true;
            return;
        }
        nodes.add(node);
        int from = text.length();
        if ((region.kinds & PRE) != 0) {
            text.append(raw);
        } else {
            collapse(raw);
        }
        stats.add(text.substring(from), link, strong);
    }

    private void collapse(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c == '\u00a0' || c == '\u2003') {
                space = true;
            } else if (!invisible(c)) {
                if (space && !text.isEmpty()) {
                    text.append(' ');
                }
                space = false;
                text.append(c);
            }
        }
    }

    private static boolean invisible(char c) {
        return c == '\u00ad' || c == '\u200b' || c == '\u2060' || c == '\ufeff';
    }

    /** An inline element begins. */
    void pass(Names own, long ownKinds) {
        cues |= own.cues();
        names = names.and(own);
        kinds |= ownKinds;
    }

    void gap() {
        space = true;
    }

    void lineBreak() {
        space = true;
        stats.breaks++;
    }

    void image() {
        images++;
    }

    /** The block so far, if it has words, and a fresh start. */
    Optional<Block> end(Region region, long inlineCues, long inlineKinds) {
        boolean any = stats.words > 0;
        Optional<Block> block =
                any
                        ? Optional.of(
                                new Block(
                                        region,
                                        text.toString().strip(),
                                        nodes,
                                        stats,
                                        cues,
                                        names,
                                        kinds,
                                        images))
                        : Optional.empty();
        if (any) {
            nodes = new ArrayList<>();
            stats = new TextStats();
        } else {
            nodes.clear();
            stats.breaks = 0;
        }
        text = new StringBuilder();
        images = 0;
        names = Names.NONE;
        space = false;
        cues = inlineCues;
        kinds = inlineKinds;
        return block;
    }
}
