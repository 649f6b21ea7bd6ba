package dev.hoopoe.files;

import com.google.re2j.Pattern;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Reply;
import dev.hoopoe.tools.ToolException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code file_search}: lines that contain a text, match a pattern (RE2: linear time), or files by
 * name. Where no line holds the text as it is, lines that hold all of its words are given.
 */
final class LineSearch {
    /** Bytes of one file that are searched. */
    static final long MAX_FILE_BYTES = 256L << 20;

    /** Matches that a call can ask for. */
    static final int MAX_LIMIT = 1_000;

    private final FileWorkspace workspace;

    LineSearch(FileWorkspace workspace) {
        this.workspace = workspace;
    }

    /**
     * What is looked for.
     *
     * @param required holds in each file with a match, if that much is known
     * @param exact whether a line matches
     * @param loose whether a line will do where none matches, if that is asked for
     */
    record Wanted(
            Optional<ByteFinder> required,
            Predicate<String> exact,
            Optional<Predicate<String>> loose) {
        static Wanted of(FileTools.Search in) {
            if (in.by() == FileTools.By.REGEX) {
                Pattern pattern = LinePattern.compile(in.query());
                return new Wanted(
                        RequiredText.ofPattern(in.query()).map(ByteFinder::new),
                        line -> pattern.matcher(line).find(),
                        Optional.empty());
            }
            String text = in.query().toLowerCase(Locale.ROOT);
            return new Wanted(
                    RequiredText.ofQuery(in.query()).map(ByteFinder::new),
                    line -> line.toLowerCase(Locale.ROOT).contains(text),
                    Optional.of(allWords(text)));
        }

        private static Predicate<String> allWords(String text) {
            List<String> words = List.of(text.strip().split("\\s+", -1));
            return line -> {
                String lower = line.toLowerCase(Locale.ROOT);
                return words.stream().allMatch(lower::contains);
            };
        }
    }

    Reply search(FileTools.Search in, Call call) {
        if (in.query().isBlank()) {
            throw new ToolException("The query is empty.", "Send a word or a pattern.");
        }
        int limit = Math.max(1, Math.min(in.limit(), MAX_LIMIT));
        if (in.by() == FileTools.By.NAME) {
            return names(in.query(), files(in, call), limit);
        }
        Wanted wanted = Wanted.of(in);
        return new ParallelSearch(workspace, wanted, limit, call).of(files(in, call)).reply(limit);
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
}
