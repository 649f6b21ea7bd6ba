package dev.hoopoe.agent;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every word that Hoopoe itself says to a model. Kept in one place, short, and stable: the system
 * prompt and the tool list are a cached prefix, and each changed byte is computed again by
 * everyone.
 */
final class Prompts {
    static final String SYSTEM =
            "You answer questions with the help of tools. Call one tool at a time and read its result"
                    + " before you go on. Take facts only from tool results, never from memory. When"
                    + " asked to write a file, call file_write with exactly the content asked for."
                    + " When everything is done, answer in one short sentence.";

    // Facts of the first line that are noise to a small model, which copies them into answers.
    private static final Pattern FOR_MACHINES =
            Pattern.compile(" (?:tokens|fetched|via|bytes|lines)=\\S+");
    private static final Pattern UNDO = Pattern.compile("; undo id u\\d+$");

    private static final int MAX_WRITTEN = 300;
    private static final double ENOUGH = 0.7;
    private static final int LONG_CHARS = 600;
    private static final Pattern WHOLE_ASKED =
            Pattern.compile(
                    "(?i)\\b(how many|count|list|all|every|each|total|sum|average|most|least|best|worst"
                            + "|highest|lowest|largest|smallest|longest|shortest|first|last|final|top"
                            + "|summar\\w*|describe|about what|compare|titled?|headline)\\b");

    private static final Pattern COUNT_ASKED =
            Pattern.compile("(?i)\\b(how many|count|number of)\\b");
    private static final Pattern COUNT_FACT = Pattern.compile(" (files|matches)=(\\d+)");

    private Prompts() {}

    static String reminder(Brain.Owed owed) {
        return "That is not done yet. Call %s now with %s.".formatted(owed.tool(), owed.known());
    }

    /** What a step wrote, as an answer says it. */
    static String written(Step step) {
        String content = String.valueOf(step.arguments().get("content")).strip();
        String shown =
                content.length() <= MAX_WRITTEN ? content : content.substring(0, MAX_WRITTEN) + "…";
        return shown + " (written to " + step.arguments().get("path") + ")";
    }

    static String wrapUp() {
        return "Stop calling tools. Answer now with what you know, in one or two sentences, and say"
                + " what is missing.";
    }

    /**
     * A result as the model is shown it: what it should answer from, and the question, stand last,
     * where a small model looks.
     */
    static String result(String text, String question, long before) {
        int body = text.indexOf('\n');
        RelevantLines.Choice choice = RelevantLines.choose(text.substring(body + 1), question);
        StringBuilder shown = new StringBuilder();
        if (enough(choice, text, question)) {
            shown.append(forModel(text.substring(0, body + 1)));
        } else {
            shown.append(forModel(text));
        }
        if (!choice.lines().isEmpty()) {
            shown.append("\n\nLines about the question:\n")
                    .append(String.join("\n", choice.lines()));
        }
        count(text.substring(0, Math.max(0, body)), question)
                .ifPresent(count -> shown.append("\n\nCounted: ").append(count));
        if (before > 0) {
            shown.append("\n\nYou made this call before with the same result. Do something else.");
        }
        return shown.append("\n\nQuestion: ").append(question).toString();
    }

    /**
     * Whether the chosen lines can stand for the whole result: it is long, one line holds nearly
     * all of the question's words that it has, and the question is not about the whole. The rest is
     * kept under the result's handle.
     */
    private static boolean enough(RelevantLines.Choice choice, String text, String question) {
        return choice.share() >= ENOUGH
                && text.length() > LONG_CHARS
                && !WHOLE_ASKED.matcher(question).find();
    }

    /** A result without what only machines need. */
    static String forModel(String text) {
        int body = text.indexOf('\n');
        if (body < 0 || text.startsWith("error")) {
            return text;
        }
        return FOR_MACHINES.matcher(text.substring(0, body)).replaceAll("")
                + UNDO.matcher(text.substring(body)).replaceAll("");
    }

    // A small model cannot count lines, but the tool has.
    private static Optional<String> count(String header, String question) {
        Matcher fact = COUNT_FACT.matcher(header);
        boolean asked = COUNT_ASKED.matcher(question).find();
        return asked && fact.find()
                ? Optional.of(fact.group(2) + " " + fact.group(1))
                : Optional.empty();
    }
}
