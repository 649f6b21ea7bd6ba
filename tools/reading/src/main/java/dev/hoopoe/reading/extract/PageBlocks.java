package dev.hoopoe.reading.extract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A page cut into blocks, with running sums over them. One page, one thread. */
final class PageBlocks {
    final List<Block> blocks;
    final List<Region> regions;
    final PageNotes notes;
    private final List<Map<String, Object>> linkedData;
    private static final TextStats NO_HEADING = new TextStats();
    private final int[] headingAbove;
    private final int[] words;
    private final int[] linkWords;
    private final int[] commonWords;
    private final int[] sentenceEnds;
    private final int[] headings;
    private final Map<Integer, int[]> byPath = new HashMap<>();
    private final Map<Integer, int[]> byText = new HashMap<>();

    PageBlocks(List<Block> blocks, List<Region> regions, PageNotes notes) {
        this.blocks = blocks;
        this.regions = regions;
        this.notes = notes;
        linkedData = LinkedData.items(notes.linkedData);
        int n = blocks.size();
        headingAbove = new int[n];
        words = new int[n + 1];
        linkWords = new int[n + 1];
        commonWords = new int[n + 1];
        sentenceEnds = new int[n + 1];
        headings = new int[n + 1];
        int heading = -1;
        for (int i = 0; i < n; i++) {
            headingAbove[i] = heading;
            add(i, blocks.get(i));
            heading = blocks.get(i).heading() > 0 ? i : heading;
        }
    }

    private void add(int i, Block block) {
        TextStats stats = block.stats();
        words[i + 1] = words[i] + stats.words;
        linkWords[i + 1] = linkWords[i] + stats.linkWords;
        commonWords[i + 1] = commonWords[i] + stats.commonWords;
        sentenceEnds[i + 1] = sentenceEnds[i] + stats.sentenceEnds;
        headings[i + 1] = headings[i] + (block.heading() > 0 ? 1 : 0);
        int[] group = byPath.computeIfAbsent(block.region().path, p -> new int[4]);
        group[0]++;
        group[1] += stats.words;
        group[2] += stats.linkWords;
        group[3] += stats.sentenceEnds;
        byText.computeIfAbsent(stats.hash, h -> new int[1])[0]++;
    }

    /** The items of the page's JSON-LD. */
    List<Map<String, Object>> linkedData() {
        return linkedData;
    }

    int size() {
        return blocks.size();
    }

    Block get(int i) {
        return blocks.get(i);
    }

    int words() {
        return words[size()];
    }

    int words(int from, int to) {
        return words[clip(to)] - words[clip(from)];
    }

    int linkWords(int from, int to) {
        return linkWords[clip(to)] - linkWords[clip(from)];
    }

    int commonWords(int from, int to) {
        return commonWords[clip(to)] - commonWords[clip(from)];
    }

    int sentenceEnds(int from, int to) {
        return sentenceEnds[clip(to)] - sentenceEnds[clip(from)];
    }

    int headings(int from, int to) {
        return headings[clip(to)] - headings[clip(from)];
    }

    double linkDensity(int from, int to) {
        return (double) linkWords(from, to) / Math.max(1, words(from, to));
    }

    /** Blocks, words, linked words and sentence ends of all blocks that lie alike. */
    int[] group(Block block) {
        return byPath.getOrDefault(block.region().path, new int[4]);
    }

    /** How often the same words stand on the page as a block. */
    int repeats(Block block) {
        return byText.getOrDefault(block.stats().hash, new int[1])[0];
    }

    /** The heading before a block, or nothing. */
    TextStats headingAbove(int i) {
        return headingAbove[i] < 0 ? NO_HEADING : blocks.get(headingAbove[i]).stats();
    }

    private int clip(int i) {
        return Math.clamp(i, 0, size());
    }
}
