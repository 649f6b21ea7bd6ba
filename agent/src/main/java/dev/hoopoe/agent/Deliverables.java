package dev.hoopoe.agent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files that a question asks to be written, by name. Small models answer in text and forget the
 * file; the loop checks and asks for the missing call.
 *
 * <p>A word counts that looks like a file's name, in a sentence with a verb of writing before it
 * and a word like "to" or "as" right before it, or a word like "and" behind another such file. Text
 * in quotes is content, not a name, unless it is one.
 */
final class Deliverables {
    private static final int MAX_WORDS = 2_000;
    private static final Pattern NAME =
            Pattern.compile("(?:[\\w-]{1,64}/){0,8}[\\w-]{1,64}\\.[A-Za-z][A-Za-z0-9]{0,5}");
    private static final Set<String> VERBS =
            Set.of(
                    "write", "save", "store", "put", "append", "add", "copy", "record", "export",
                    "create", "make", "saving", "writing", "output", "dump");
    private static final Set<String> BEFORE_A_TARGET =
            Set.of("to", "into", "as", "named", "called");
    private static final Set<String> BEFORE_ANOTHER = Set.of("and", "then", "also", "plus");
    private static final Set<String> SKIPPED =
            Set.of("the", "a", "an", "new", "text", "file", "it", "this");

    private Deliverables() {}

    /** Paths in the order in which the question names them. */
    static Set<String> in(String question) {
        Set<String> paths = new LinkedHashSet<>();
        Set<String> weaker = new LinkedHashSet<>();
        List<String> sentence = new ArrayList<>();
        int words = 0;
        boolean another = false;
        for (String word : question.split("\\s+", MAX_WORDS)) {
            if (++words == MAX_WORDS) {
                break;
            }
            String bare = bare(word);
            if (NAME.matcher(bare).matches()) {
                if (introduced(sentence, BEFORE_A_TARGET)
                        || (another && introduced(sentence, BEFORE_ANOTHER))) {
                    paths.add(bare);
                    another = true;
                } else if (introduced(sentence, Set.of("in"))) {
                    weaker.add(bare);
                }
            }
            sentence.add(bare.toLowerCase(Locale.ROOT));
            if (word.endsWith(".") || word.endsWith("?") || word.endsWith("!")) {
                sentence.clear();
                another = false;
            }
        }
        return paths.isEmpty() ? weaker : paths;
    }

    private static String bare(String word) {
        return word.replaceAll("^[\"'`(]+", "").replaceAll("[\"'`)?!,;:.]+$", "");
    }

    /**
     * Whether a verb of writing stands before, and right before a given word, or the verb itself.
     */
    private static boolean introduced(List<String> before, Set<String> introductions) {
        int at = before.size() - 1;
        while (at >= 0 && SKIPPED.contains(before.get(at))) {
            at--;
        }
        if (at < 0) {
            return false;
        }
        boolean verb = before.stream().anyMatch(VERBS::contains);
        String last = before.get(at);
        return verb && (introductions.contains(last) || VERBS.contains(last));
    }

    /** Those that no successful step has written. */
    static Set<String> missing(String question, List<Step> writes) {
        Set<String> missing = in(question);
        writes.stream()
                .filter(s -> !s.result().error())
                .map(s -> String.valueOf(s.arguments().get("path")))
                .forEach(p -> missing.removeIf(m -> p.equals(m) || p.endsWith("/" + m)));
        return missing;
    }
}
