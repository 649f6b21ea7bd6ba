package dev.hoopoe.reading.extract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Cuts a page into blocks in one pass over its tree. One use, one thread, no recursion. */
final class BlockWalker implements NodeFilter {
    private static final Set<String> INLINE =
            Set.of(
                    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del",
                    "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "math",
                    "picture", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span",
                    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "br",
                    "input", "nobr");
    private static final Set<String> NO_TEXT =
            Set.of(
                    "style",
                    "svg",
                    "iframe",
                    "object",
                    "embed",
                    "canvas",
                    "audio",
                    "video",
                    "select",
                    "datalist",
                    "textarea",
                    "map",
                    "annotation",
                    "annotation-xml",
                    "frameset");

    private final List<Block> blocks = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>();
    private final PageNotes notes = new PageNotes();
    private final Cues cues = new Cues();
    private final Map<Long, int[]> alike = new HashMap<>();
    private final Deque<Inline> inline = new ArrayDeque<>();
    private final BlockText text = new BlockText();
    private Region region;
    private long inlineCues;
    private long inlineKinds;
    private int links;
    private int strong;

    private BlockWalker(Element root) {
        region = new Region(null, 0, root, Names.NONE, 0, false);
    }

    private record Inline(long cues, long kinds) {}

    static PageBlocks walk(Document page) {
        BlockWalker walker = new BlockWalker(page);
        page.filter(walker);
        walker.flush();
        walker.region.endBlock = walker.blocks.size();
        return new PageBlocks(walker.blocks, walker.regions, walker.notes);
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode textNode) {
            text.add(textNode, links > 0, strong > 0, region);
            return FilterResult.CONTINUE;
        }
        return node instanceof Element element ? enter(element) : FilterResult.CONTINUE;
    }

    private FilterResult enter(Element element) {
        String tag = element.normalName();
        notes.see(element, tag);
        if (tag.equals("head") || tag.equals("script") || NO_TEXT.contains(tag)) {
            return tag.equals("head") ? enterHead(element) : FilterResult.SKIP_ENTIRELY;
        }
        if (INLINE.contains(tag)) {
            enterInline(element, tag);
        } else {
            enterRegion(element);
        }
        return FilterResult.CONTINUE;
    }

    private FilterResult enterHead(Element head) {
        head.stream().skip(1).forEach(e -> notes.see(e, e.normalName()));
        return FilterResult.SKIP_ENTIRELY;
    }

    private void enterInline(Element element, String tag) {
        inline.push(new Inline(inlineCues, inlineKinds));
        Names own = cues.of(element);
        inlineCues |= own.cues();
        inlineKinds |= Kinds.of(tag);
        text.pass(own, Kinds.of(tag));
        switch (tag) {
            case "br" -> text.lineBreak();
            case "img" -> text.image();
            case "a" -> {
                links++;
                text.gap();
            }
            case "b", "strong" -> strong++;
            default -> {
                // Other inline elements change nothing in how text reads.
            }
        }
    }

    private void enterRegion(Element element) {
        flush();
        String name = element.className();
        int signature = element.normalName().hashCode() * 31 + name.hashCode();
        region =
                new Region(
                        region,
                        regions.size() + 1,
                        element,
                        cues.of(element),
                        signature,
                        hides(element));
        region.firstBlock = blocks.size();
        countAlike(region);
        regions.add(region);
    }

    private void countAlike(Region child) {
        long key = ((long) child.up().id << 32) ^ (child.signature & 0xFFFFFFFFL);
        int[] count = alike.computeIfAbsent(key, k -> new int[1]);
        child.nth = ++count[0];
        child.alike = count;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            leave(element);
        }
        return FilterResult.CONTINUE;
    }

    private void leave(Element element) {
        if (INLINE.contains(element.normalName())) {
            leaveInline(element.normalName());
        } else {
            flush();
            region.endBlock = blocks.size();
            region = region.up();
        }
    }

    private void leaveInline(String tag) {
        Inline before = inline.pop();
        inlineCues = before.cues;
        inlineKinds = before.kinds;
        switch (tag) {
            case "a" -> links--;
            case "b", "strong" -> strong--;
            default -> {
                // As on entering.
            }
        }
    }

    private void flush() {
        text.end(region, inlineCues, inlineKinds).ifPresent(blocks::add);
    }

    private static boolean hides(Element element) {
        if (element.attributesSize() == 0) {
            return false;
        }
        if (element.hasAttr("hidden") || element.attr("aria-hidden").equals("true")) {
            return true;
        }
        String style = element.attr("style");
        return !style.isEmpty() && styledAway(style);
    }

    private static boolean styledAway(String style) {
        String plain = style.toLowerCase(Locale.ROOT).replace(" ", "");
        return plain.contains("display:none") || plain.contains("visibility:hidden");
    }
}
