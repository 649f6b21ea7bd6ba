package dev.hoopoe.agent;

import java.util.List;

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

    private Prompts() {}

    static String question(String question, String surroundings) {
        return surroundings.isBlank() ? question : surroundings + "\n\n" + question;
    }

    static String reminder(Brain.Owed owed) {
        return "That is not done yet. Call %s now with %s.".formatted(owed.tool(), owed.known());
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
        StringBuilder shown = new StringBuilder(text);
        int body = text.indexOf('\n');
        List<String> lines = RelevantLines.of(text.substring(body + 1), question);
        if (!lines.isEmpty()) {
            shown.append("\n\nLines about the question:\n").append(String.join("\n", lines));
        }
        if (before > 0) {
            shown.append("\n\nYou made this call before with the same result. Do something else.");
        }
        return shown.append("\n\nQuestion: ").append(question).toString();
    }
}
