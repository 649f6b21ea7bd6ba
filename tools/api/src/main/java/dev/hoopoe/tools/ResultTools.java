package dev.hoopoe.tools;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code result_read}: the one way to page and search every result that was too long to show. */
public final class ResultTools {
    private static final int MAX_MATCHES = 200;

    private final ResultStore results;

    /** Reads from the store that the tool box keeps its results in. */
    public ResultTools(ResultStore results) {
        this.results = results;
    }

    record Read(
            @Doc("handle, like r12") String id,
            @Or("1") @Doc("first line") int from,
            @Doc("only lines with this text") Optional<String> find,
            @Or("1500") int max_tokens) {}

    @Tool("Show more of an earlier result, or the lines of it that contain a text.")
    Reply result_read(Read in) {
        Reply kept = results.find(in.id().strip()).orElseThrow(() -> unknown(in.id()));
        return in.find().map(text -> matches(kept, text)).orElseGet(() -> slice(kept, in.from()));
    }

    private ToolException unknown(String id) {
        return new ToolException(
                "There is no result " + RecordBinder.shorten(id) + ".",
                results.newest()
                        .map(newest -> "The newest result is " + newest + ".")
                        .orElse("Nothing is kept yet; call another tool first."));
    }

    private static Reply slice(Reply kept, int from) {
        List<String> lines = Page.lines(kept.text());
        if (from > lines.size()) {
            throw new ToolException(
                    "from is " + from + ", but the result has " + lines.size() + " lines.",
                    "Use a number from 1 to " + lines.size() + ".");
        }
        String text = lines.stream().skip(Math.max(0, from - 1L)).collect(Collectors.joining("\n"));
        return new Reply(text, kept.facts(), kept.sources());
    }

    private static Reply matches(Reply kept, String find) {
        List<String> lines = Page.lines(kept.text());
        String wanted = find.toLowerCase(Locale.ROOT);
        List<String> found =
                IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).toLowerCase(Locale.ROOT).contains(wanted))
                        .limit(MAX_MATCHES)
                        .mapToObj(i -> (i + 1) + ": " + lines.get(i))
                        .toList();
        String text = found.isEmpty() ? "no line contains it" : String.join("\n", found);
        return new Reply(text, kept.facts(), kept.sources()).fact("matches", found.size());
    }
}
