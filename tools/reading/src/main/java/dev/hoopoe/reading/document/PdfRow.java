package dev.hoopoe.reading.document;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands at one height of a page, cut where the gaps are wide. Coordinates are in points from
 * the page's upper left corner.
 */
record PdfRow(float y, List<Segment> segments) {
    /** Text without a wide gap in it. */
    record Segment(float x, float right, float size, boolean bold, boolean mono, String text) {
        float middle() {
            return (x + right) / 2;
        }
    }

    PdfRow {
        segments = List.copyOf(segments);
    }

    float x() {
        return segments.getFirst().x;
    }

    float right() {
        return segments.getLast().right;
    }

    /** The size of most of its characters. */
    float size() {
        Segment longest = segments.getFirst();
        for (Segment s : segments) {
            longest = s.text.length() > longest.text.length() ? s : longest;
        }
        return longest.size;
    }

    boolean bold() {
        return segments.stream().allMatch(Segment::bold);
    }

    boolean mono() {
        return segments.stream().allMatch(Segment::mono);
    }

    String text() {
        return String.join(" ", segments.stream().map(Segment::text).toList());
    }

    /** The part of the row between two heights of x, or an empty list. */
    List<Segment> between(float from, float to) {
        List<Segment> inside = new ArrayList<>();
        for (Segment s : segments) {
            if (s.middle() >= from && s.middle() < to) {
                inside.add(s);
            }
        }
        return inside;
    }
}
