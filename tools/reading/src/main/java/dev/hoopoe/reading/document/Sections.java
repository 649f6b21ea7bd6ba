package dev.hoopoe.reading.document;

import java.util.ArrayList;
import java.util.List;

/** Collects the sections of a document until its limits are reached. */
final class Sections {
    private final Watch watch;
    private final List<Section> sections = new ArrayList<>();
    private int chars;
    private boolean truncated;

    Sections(Watch watch) {
        this.watch = watch;
    }

    /** Whether there is room for one more. */
    boolean room() {
        boolean room = chars < watch.limits().chars() && sections.size() < watch.limits().pages();
        truncated |= !room;
        return room;
    }

    void add(String label, String markdown) {
        watch.check();
        int left = watch.limits().chars() - chars;
        if (!room()) {
            return;
        }
        truncated |= markdown.length() > left;
        String kept = markdown.length() > left ? markdown.substring(0, left) : markdown;
        sections.add(new Section(label, kept));
        chars += kept.length();
    }

    void truncated(boolean more) {
        truncated |= more;
    }

    boolean truncated() {
        return truncated;
    }

    List<Section> all() {
        return sections;
    }
}
