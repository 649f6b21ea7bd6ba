package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.GrammarState;
import dev.hoopoe.inference.llama.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One answer being written; lives on the decode thread from the prompt's last token to the stop.
 */
final class Generation {
    private final Vocabulary vocabulary;
    private final TokenCache cache;
    private final Sampler sampler;
    private final int mostTokens;
    private final TextWatcher watcher;
    private final Consumer<String> onText;
    private final Limits limits;
    private final Utf8Text text = new Utf8Text();
    private @Nullable GrammarState grammar;
    private int shown;
    private int end = -1;
    private int tokens;
    private int steps;

    Generation(
            Vocabulary vocabulary,
            TokenCache cache,
            Sampler sampler,
            @Nullable GrammarState grammar,
            int mostTokens,
            TextWatcher watcher,
            Consumer<String> onText,
            Limits limits) {
        this.vocabulary = vocabulary;
        this.cache = cache;
        this.sampler = sampler;
        this.grammar = grammar;
        this.mostTokens = mostTokens;
        this.watcher = watcher;
        this.onText = onText;
        this.limits = limits;
    }

    /** Writes until something ends it. */
    StopReason run() {
        StopReason reason = write();
        text.finish();
        show(end >= 0 ? end : text.text().length());
        return reason;
    }

    private StopReason write() {
        int[] forced = forcedTokens();
        if (forced.length > 0 && !compute(forced)) {
            return limits.reason();
        }
        while (!isOver()) {
            if (tokens >= mostTokens) {
                return StopReason.LENGTH;
            }
            int token = sampler.choose(cache.logits(), grammar);
            if (vocabulary.isEndOfGeneration(token)) {
                return StopReason.END;
            }
            accept(token);
            if (isOver() || tokens >= mostTokens) {
                continue;
            }
            if (!compute(withForced(token))) {
                return limits.reason();
            }
        }
        return StopReason.END;
    }

    private boolean isOver() {
        return end >= 0 || (grammar != null && grammar.isFinal());
    }

    private boolean compute(int[] batch) {
        steps++;
        return cache.append(batch, 0, batch.length, limits);
    }

    private int[] withForced(int token) {
        int[] forced = forcedTokens();
        int[] batch = Arrays.copyOf(new int[] {token}, 1 + forced.length);
        System.arraycopy(forced, 0, batch, 1, forced.length);
        return batch;
    }

    /**
     * What the grammar dictates next, already accepted. The last token of such a stretch is left to
     * the model, since it would often write it in one token with what follows.
     */
    private int[] forcedTokens() {
        if (grammar == null) {
            return new int[0];
        }
        byte[] bytes = grammar.forced();
        int[] all = tokenizeExactly(bytes);
        int count =
                Math.min(isLast(grammar, bytes) ? all.length : all.length - 1, mostTokens - tokens);
        if (count <= 0) {
            return new int[0];
        }
        for (int i = 0; i < count; i++) {
            accept(all[i]);
        }
        return Arrays.copyOf(all, count);
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

    private void accept(int token) {
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

    private void show(int upTo) {
        if (upTo > shown) {
            onText.accept(text.text().subSequence(shown, upTo).toString());
            shown = upTo;
        }
    }

    String text() {
        return text.text().subSequence(0, end >= 0 ? end : text.text().length()).toString();
    }

    int tokens() {
        return tokens;
    }

    int steps() {
        return steps;
    }
}
