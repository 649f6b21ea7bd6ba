package dev.hoopoe.files;

import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lines found so far, in the order of the files; one more than the limit is kept, to know whether
 * there are more. Not thread-safe.
 */
final class LineHits {
    private static final int SHOWN_CHARS = 240;

    private record Line(Place place, int number, String text) {
        String shown() {
            return place.shown() + ":" + number + ": " + text;
        }
    }

    private final int limit;
    private final List<Line> exact = new ArrayList<>();
    private final List<Line> loose = new ArrayList<>();
    private int skipped;

    LineHits(int limit) {
        this.limit = limit;
    }

    void exact(Place place, int number, String line) {
        add(exact, new Line(place, number, cut(line.strip())));
    }

    void loose(Place place, int number, String line) {
        add(loose, new Line(place, number, cut(line.strip())));
    }

    /** A file that cannot be searched. */
    void skip() {
        skipped++;
    }

    /** What was found in files that follow. */
    void add(LineHits next) {
        next.exact.forEach(line -> add(exact, line));
        next.loose.forEach(line -> add(loose, line));
        skipped += next.skipped;
    }

    private void add(List<Line> lines, Line line) {
        if (lines.size() <= limit) {
            lines.add(line);
        }
    }

    boolean full() {
        return exact.size() > limit;
    }

    /** Whether lines that match loosely would still be shown. */
    boolean wantsLoose() {
        return exact.isEmpty() && loose.size() <= limit;
    }

    private static String cut(String line) {
        return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
    }

    Reply reply(int limit) {
        boolean byWords = exact.isEmpty() && !loose.isEmpty();
        List<Line> lines = byWords ? loose : exact;
        List<Line> shown = lines.subList(0, Math.min(limit, lines.size()));
        Set<String> files = new LinkedHashSet<>();
        shown.forEach(line -> files.add(line.place().shown()));
        String text =
                shown.isEmpty()
                        ? "no line matches"
                        : String.join("\n", shown.stream().map(Line::shown).toList());
        Reply reply =
                Reply.of(text)
                        .fact("matches", shown.size())
                        .fact("files", files.size())
                        .fact("truncated", lines.size() > limit);
        reply = skipped == 0 ? reply : reply.fact("skipped", skipped);
        reply = byWords ? reply.fact("by", "words=all") : reply;
        for (String file : files) {
            reply = reply.source(new Source.File(file));
        }
        return reply;
    }
}
