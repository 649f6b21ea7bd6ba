package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.GrammarState;
import dev.hoopoe.inference.llama.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer's text while it grows: what it may go on with, what of it may be shown, its end. */
final class Answer {
    private final Vocabulary vocabulary;
    private final TextWatcher watcher;
    private final Consumer<String> onText;
    private final int mostTokens;
    private final Utf8Text text = new Utf8Text();
    private @Nullable GrammarState grammar;
    private int shown;
    private int end = -1;
    private int tokens;

    Answer(
            Vocabulary vocabulary,
            @Nullable GrammarState grammar,
            TextWatcher watcher,
            Consumer<String> onText,
            int mostTokens) {
        this.vocabulary = vocabulary;
        this.grammar = grammar;
        this.watcher = watcher;
        this.onText = onText;
        this.mostTokens = mostTokens;
    }

    @Nullable GrammarState grammar() {
        return grammar;
    }

    /** Whether the answer may go on with this token, or end with it. */
    boolean allows(int token) {
        if (grammar == null) {
            return true;
        }
        if (vocabulary.isEndOfGeneration(token)) {
            return grammar.isComplete();
        }
        byte[] piece = vocabulary.piece(token);
        return piece.length > 0 && grammar.accept(piece) != null;
    }

    boolean isOver() {
        return end >= 0 || (grammar != null && grammar.isFinal());
    }

    boolean isFull() {
        return tokens >= mostTokens;
    }

    /** Takes a token that the grammar allows. */
    void accept(int token) {
        byte[] piece = vocabulary.piece(token);
        tokens++;
        text.append(piece);
        if (grammar != null) {
            grammar = grammar.accept(piece);
        }
        TextWatcher.Verdict verdict = watcher.look(text.text());
        if (verdict.ends()) {
            end = verdict.safe();
        }
        show(verdict.safe());
    }

    /**
     * What the grammar dictates next, accepted. The last token of such a stretch is left to the
     * model, since it would often write it in one token with what follows.
     */
    int[] force() {
        if (grammar == null || isOver()) {
            return new int[0];
        }
        byte[] bytes = grammar.forced();
        int[] all = tokenizeExactly(bytes);
        int count =
                Math.min(isLast(grammar, bytes) ? all.length : all.length - 1, mostTokens - tokens);
        for (int i = 0; i < count; i++) {
            accept(all[i]);
        }
        return Arrays.copyOf(all, Math.max(0, count));
    }

    private static boolean isLast(GrammarState grammar, byte[] bytes) {
        GrammarState after = grammar.accept(bytes);
        return after != null && after.isFinal();
    }

    /** The tokens of these bytes, or none if the tokenizer would add or change something. */
    private int[] tokenizeExactly(byte[] bytes) {
        if (bytes.length == 0) {
            return new int[0];
        }
        String forced = new String(bytes, StandardCharsets.UTF_8);
        int[] ids = vocabulary.tokenize(forced, false);
        return vocabulary.text(ids).equals(forced) ? ids : new int[0];
    }

    /** How many of these tokens could come next. */
    int fitting(int[] guess) {
        int most = Math.min(guess.length, mostTokens - tokens - 1);
        GrammarState state = grammar;
        for (int i = 0; i < most; i++) {
            byte[] piece = vocabulary.piece(guess[i]);
            if (piece.length == 0) {
                return i;
            }
            if (state != null) {
                state = state.accept(piece);
                if (state == null || state.isFinal()) {
                    return i;
                }
            }
        }
        return Math.max(0, most);
    }

    private void show(int upTo) {
        if (upTo > shown) {
            onText.accept(text.text().subSequence(shown, upTo).toString());
            shown = upTo;
        }
    }

    /** Shows what was held back. */
    void finish() {
        text.finish();
        show(end >= 0 ? end : text.text().length());
    }

    String text() {
        return text.text().subSequence(0, end >= 0 ? end : text.text().length()).toString();
    }

    int tokens() {
        return tokens;
    }
}
