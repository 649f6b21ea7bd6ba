package dev.hoopoe.reading.extract;

import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** An element that stands on lines of its own, with the run of blocks that lie in it. */
final class Region {
    final @Nullable Region parent;

    /** Its number on the page, in the order of the tree. */
    final int id;

    final Element element;
    final int depth;

    /** Kinds of elements that this lies in, itself included: bits of {@link Kinds}. */
    final long kinds;

    final Names names;
    final long cues;
    final long chainCues;

    /** The same for elements that look alike: a hash of tag and class. */
    final int signature;

    /** The same for elements that look alike and lie alike. */
    final int path;

    final boolean hidden;
    int firstBlock;
    int endBlock;

    /** Elements beside this one that look like it, itself included. */
    int[] alike = {0};

    /** The nth of those. */
    int nth;

    Region(
            @Nullable Region parent,
            int id,
            Element element,
            Names names,
            int signature,
            boolean hidden) {
        this.id = id;
        this.parent = parent;
        this.element = element;
        this.names = names;
        cues = names.cues();
        this.signature = signature;
        long own = Kinds.of(element.normalName());
        if (parent == null) {
            depth = 0;
            kinds = own;
            chainCues = cues;
            path = signature;
            this.hidden = hidden;
        } else {
            depth = parent.depth + 1;
            kinds = parent.kinds | own;
            chainCues = parent.chainCues | cues;
            path = parent.path * 31 + signature;
            this.hidden = hidden || parent.hidden;
        }
    }

    Region up() {
        return parent == null ? this : parent;
    }

    Region up(int levels) {
        Region region = this;
        for (int i = 0; i < levels; i++) {
            region = region.up();
        }
        return region;
    }

    int blocks() {
        return endBlock - firstBlock;
    }
}
