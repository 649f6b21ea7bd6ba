package dev.hoopoe.agent;

import java.util.function.Consumer;

/**
 * Watches a model's text as it comes and sees at its first characters whether it opens a call. Text
 * that may still become a call is held back; text of an answer is passed on.
 */
final class OpeningWatch implements Consumer<String> {
    private static final String[] OPENINGS = {
        "{", "[{", "```", "<tool_call>", "<function", "<|python_tag|>", "[TOOL_CALLS]"
    };

    private final Consumer<String> onText;
    private final StringBuilder held = new StringBuilder();
    private volatile boolean call;
    private boolean answer;

    OpeningWatch(Consumer<String> onText) {
        this.onText = onText;
    }

    /** Whether the text opens a call; read by the engine's thread to stop. */
    boolean call() {
        return call;
    }

    @Override
    public void accept(String piece) {
        if (answer) {
            onText.accept(piece);
            return;
        }
        held.append(piece);
        String text = held.toString().stripLeading();
        for (String opening : OPENINGS) {
            if (text.startsWith(opening)) {
                call = true;
                return;
            }
        }
        if (!text.isEmpty() && !mayOpen(text)) {
            flush();
        }
    }

    private static boolean mayOpen(String text) {
        for (String opening : OPENINGS) {
            if (opening.startsWith(text)) {
                return true;
            }
        }
        return false;
    }

    /** Passes on what was held back: the text is an answer after all. */
    void flush() {
        if (!call && !answer) {
            answer = true;
            onText.accept(held.toString());
        }
    }
}
