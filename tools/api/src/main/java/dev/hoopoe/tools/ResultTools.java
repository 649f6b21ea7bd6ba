package dev.hoopoe.tools;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code result_read}: the one way to page and search every result that was too long to show. */
public final class ResultTools {
    /** Lines that one search shows; the next one goes on behind them. */
    public static final int MAX_MATCHES = 200;

    /** Characters of a pattern: more make the automaton large, not the answer better. */
    public static final int MAX_PATTERN_CHARS = 500;

    /** Repetitions by number, multiplied: each unrolls what it repeats. */
    public static final int MAX_REPETITIONS = 1_000;

    private static final Pattern COUNTED = Pattern.compile("\\{([0-9]{1,9})(,([0-9]{0,9}))?\\}");

    static final String NAME = "result_read";

    private static final int LINES_PER_CHECK = 256;

    private final ResultStore results;

    /** Reads from the store that the tool box keeps its results in. */
    public ResultTools(ResultStore results) {
        this.results = results;
    }

    record Read(
            @Doc("handle, like r12") String id,
            @Or("1") @Doc("first line") int from,
            @Doc("only lines with this text or /regex/") Optional<String> find,
            @Or("1500") int max_tokens) {}

    @Tool("Show more of an earlier result, or the lines of it that contain a text.")
    Reply result_read(Read in, Call call) {
        Reply kept = results.find(in.id().strip()).orElseThrow(() -> unknown(in.id().strip()));
        Lines lines = new Lines(kept.text());
        int skipped = lines.skip(Math.max(0, in.from() - 1));
        if (!lines.hasNext()) {
            throw new ToolException(
                    "from is " + in.from() + ", but the result has " + skipped + " lines.",
                    "Use a number from 1 to " + skipped + ".");
        }
        return in.find()
                .map(wanted -> matches(kept, lines, skipped, matcher(wanted), call))
                .orElseGet(() -> kept.text(kept.text().substring(lines.at())));
    }

    private ToolException unknown(String id) {
        String shown = RecordBinder.shorten(id);
        return results.gone(id)
                .map(tool ->
                        new ToolException(
                                "The result %s of %s had to make room for newer ones."
                                        .formatted(shown, tool),
                                "Call " + tool + " again and read on at once."))
                .orElseGet(() ->
                        new ToolException(
                                "There is no result " + shown + ".",
                                results.newest()
                                        .map(newest -> "The newest result is " + newest + ".")
                                        .orElse("Nothing is kept yet; call another tool first.")));
    }

    private static Reply matches(
            Reply kept, Lines lines, int skipped, Predicate<String> wanted, Call call) {
        StringBuilder text = new StringBuilder();
        int found = 0;
        int number = skipped;
        while (lines.hasNext() && found < MAX_MATCHES) {
            if (number % LINES_PER_CHECK == 0) {
                call.checkCancelled();
            }
            String line = lines.next();
            number++;
            if (wanted.test(line)) {
                text.append(found == 0 ? "" : "\n").append(number).append(": ").append(line);
                found++;
            }
        }
        if (lines.hasNext()) {
            text.append('\n').append(number + 1).append(": [look here for more, with from]");
        }
        return kept.text(found == 0 ? "no line matches" : text.toString()).fact("matches", found);
    }

    // Between slashes it is a pattern, in RE2's linear time; a path such as /etc/ means the same.
    private static Predicate<String> matcher(String find) {
        boolean pattern = find.length() > 2 && find.startsWith("/") && find.endsWith("/");
        if (!pattern) {
            String wanted = find.toLowerCase(Locale.ROOT);
            return line -> line.toLowerCase(Locale.ROOT).contains(wanted);
        }
        Pattern compiled = compile(find.substring(1, find.length() - 1));
        return line -> compiled.matcher(line).find();
    }

    private static Pattern compile(String regex) {
        if (regex.length() > MAX_PATTERN_CHARS) {
            throw new ToolException(
                    "The pattern has %d characters; %d are the most."
                            .formatted(regex.length(), MAX_PATTERN_CHARS),
                    "Search for a part of it.");
        }
        if (repetitions(regex) > MAX_REPETITIONS) {
            throw new ToolException(
                    "The repetitions {n} of the pattern multiply to over %d."
                            .formatted(MAX_REPETITIONS),
                    "Use + or * instead.");
        }
        try {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new ToolException(
                    "/%s/ is no pattern: %s.".formatted(regex, e.getDescription()),
                    "Leave the slashes out to search for it as text.",
                    e);
        }
    }

    private static double repetitions(String regex) {
        double product = 1;
        for (Matcher m = COUNTED.matcher(regex); m.find(); ) {
            String most = m.group(3);
            product *=
                    Math.max(
                            1,
                            Double.parseDouble(most == null || most.isEmpty() ? m.group(1) : most));
        }
        return product;
    }
}
