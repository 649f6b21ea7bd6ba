package dev.hoopoe.files;

import com.google.re2j.Pattern;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.Source;
import dev.hoopoe.tools.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code file_search}: lines that contain a text, match a pattern (RE2: linear time), or files by
 * name. Where no line holds the text as it is, lines that hold all of its words are given.
 */
final class LineSearch {
    /** Bytes of one file that are searched. */
    static final long MAX_FILE_BYTES = 256L << 20;

    /** Matches that a call can ask for. */
    static final int MAX_LIMIT = 1_000;

    private static final int SHOWN_CHARS = 240;

    private final FileWorkspace workspace;

    LineSearch(FileWorkspace workspace) {
        this.workspace = workspace;
    }

    Reply search(FileTools.Search in, Call call) {
        if (in.query().isBlank()) {
            throw new ToolException("The query is empty.", "Send a word or a pattern.");
        }
        List<Walk.Item> files = files(in, call);
        int limit = Math.max(1, Math.min(in.limit(), MAX_LIMIT));
        if (in.by() == FileTools.By.NAME) {
            return names(in.query(), files, limit);
        }
        Predicate<String> exact = matcher(in);
        Hits hits = new Hits(limit);
        Hits loose = new Hits(limit);
        Predicate<String> words = allWords(in.query());
        int done = 0;
        for (Walk.Item file : files) {
            call.progress(++done, files.size(), "searching");
            lines(file, exact, in.by() == FileTools.By.TEXT ? words : null, hits, loose, call);
            if (hits.full()) {
                break;
            }
        }
        return hits.isEmpty() && !loose.isEmpty() ? loose.reply("words=all") : hits.reply("");
    }

    private List<Walk.Item> files(FileTools.Search in, Call call) {
        Walk walk = new Walk(FileWorkspace.MAX_DEPTH, FileWorkspace.MAX_WALKED, call);
        List<Walk.Item> items =
                in.path().equals(".")
                        ? workspace.everything(walk)
                        : workspace.below(in.path(), walk);
        Optional<Glob> glob = in.glob().map(Glob::of);
        return items.stream()
                .filter(i -> i.kind() == Walk.Kind.FILE)
                .filter(i -> glob.isEmpty() || glob.get().matches(i.place()))
                .toList();
    }

    private static Reply names(String query, List<Walk.Item> files, int limit) {
        boolean pattern = query.indexOf('*') >= 0 || query.indexOf('?') >= 0;
        Glob glob = Glob.of(pattern ? query : "*" + query + "*");
        List<String> found =
                files.stream()
                        .map(Walk.Item::place)
                        .filter(glob::matches)
                        .map(Place::shown)
                        .toList();
        List<String> shown = found.subList(0, Math.min(limit, found.size()));
        return Reply.of(found.isEmpty() ? "no file has such a name" : String.join("\n", shown))
                .fact("matches", found.size());
    }

    private static Predicate<String> matcher(FileTools.Search in) {
        if (in.by() == FileTools.By.TEXT) {
            String wanted = in.query().toLowerCase(Locale.ROOT);
            return line -> line.toLowerCase(Locale.ROOT).contains(wanted);
        }
        Pattern pattern = LinePattern.compile(in.query());
        return line -> pattern.matcher(line).find();
    }

    private static Predicate<String> allWords(String query) {
        List<String> words = List.of(query.toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
        return line -> {
            String lower = line.toLowerCase(Locale.ROOT);
            return words.stream().allMatch(lower::contains);
        };
    }

    private void lines(
            Walk.Item file,
            Predicate<String> exact,
            @Nullable Predicate<String> words,
            Hits hits,
            Hits loose,
            Call call) {
        if (file.bytes() > MAX_FILE_BYTES) {
            hits.skip();
            return;
        }
        try (Target target = workspace.walk(file.place())) {
            if (target instanceof Target.Existing existing) {
                FileWorkspace.Opened opened = FileWorkspace.read(existing);
                try (InputStream in = Channels.newInputStream(opened.channel())) {
                    byte[] head = Decoding.head(in);
                    Optional<Decoding> text = Decoding.of(head);
                    if (text.isPresent()) {
                        LineReader reader = new LineReader(head, in, text.get(), call);
                        scan(file.place(), reader, exact, words, hits, loose);
                    }
                }
            }
        } catch (IOException | ToolException unreadable) {
            // One file that vanished or may not be read must not end the search of the others.
            hits.skip();
        }
    }

    private static void scan(
            Place place,
            LineReader reader,
            Predicate<String> exact,
            @Nullable Predicate<String> words,
            Hits hits,
            Hits loose)
            throws IOException {
        int number = 0;
        for (String line = reader.next(); line != null && !hits.full(); line = reader.next()) {
            number++;
            if (exact.test(line)) {
                hits.add(place, number, line);
            } else if (words != null && hits.isEmpty() && !loose.full() && words.test(line)) {
                loose.add(place, number, line);
            }
        }
    }

    /** Matches so far; one more than the limit is looked for, to know whether there are more. */
    private static final class Hits {
        private final List<String> lines = new ArrayList<>();
        private final Set<String> files = new LinkedHashSet<>();
        private final int limit;
        private int skipped;

        Hits(int limit) {
            this.limit = limit;
        }

        void add(Place place, int number, String line) {
            if (lines.size() < limit) {
                files.add(place.shown());
            }
            String shown = line.strip();
            String text =
                    shown.length() <= SHOWN_CHARS ? shown : shown.substring(0, SHOWN_CHARS) + "…";
            lines.add(place.shown() + ":" + number + ": " + text);
        }

        void skip() {
            skipped++;
        }

        boolean full() {
            return lines.size() > limit;
        }

        boolean isEmpty() {
            return lines.isEmpty();
        }

        Reply reply(String note) {
            String text =
                    isEmpty()
                            ? "no line matches"
                            : String.join("\n", lines.subList(0, Math.min(limit, lines.size())));
            Reply reply =
                    Reply.of(text)
                            .fact("matches", Math.min(limit, lines.size()))
                            .fact("files", files.size())
                            .fact("truncated", full());
            reply = skipped == 0 ? reply : reply.fact("skipped", skipped);
            reply = note.isEmpty() ? reply : reply.fact("by", note);
            for (String file : files) {
                reply = reply.source(new Source.File(file));
            }
            return reply;
        }
    }
}
