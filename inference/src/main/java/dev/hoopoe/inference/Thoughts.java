package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a model thinks before it answers, kept apart from the answer and within a budget. No grammar
 * holds here; it begins behind.
 */
final class Thoughts {
    /** Line ends that models write between thoughts and answer, in tokens. */
    private static final int LONGEST_GAP = 2;

    private enum Phase {
        BEFORE,
        INSIDE,
        BEHIND,
        OVER
    }

    private final Vocabulary vocabulary;
    private final @Nullable ReasoningTags tags;
    private final int most;
    private final Consumer<String> onText;
    private final TextWatcher closing = new StopSequences(List.of(ReasoningTags.CLOSE));
    private final Utf8Text text = new Utf8Text();
    private Phase phase;
    private int[] forced = new int[0];
    private int tokens;
    private int gap;
    private int shown;

    /**
     * @param tags null for a model that does not think
     * @param open whether the prompt has begun the thoughts already
     * @param most how many tokens they may have
     */
    Thoughts(
            Vocabulary vocabulary,
            @Nullable ReasoningTags tags,
            boolean open,
            int most,
            Consumer<String> onText) {
        this.vocabulary = vocabulary;
        this.tags = tags;
        this.most = most;
        this.onText = onText;
        this.phase = tags == null || most == 0 ? Phase.OVER : open ? Phase.INSIDE : Phase.BEFORE;
    }

    /** Whether the answer has begun. */
    boolean areOver() {
        return phase == Phase.OVER;
    }

    /**
     * What to write where the model would freely write this token: the token, the end of thoughts
     * that are too long, or -1 where it begins its answer.
     */
    int next(int chosen) {
        if (tags == null) {
            return -1;
        }
        return switch (phase) {
            case BEFORE -> chosen == tags.open()[0] ? begin(tags) : answer();
            case INSIDE -> isTooLong(chosen) ? force(tags.close()) : chosen;
            case BEHIND -> isGap(chosen) ? chosen : answer();
            case OVER -> -1;
        };
    }

    private int begin(ReasoningTags known) {
        phase = Phase.INSIDE;
        return force(known.open());
    }

    private int answer() {
        phase = Phase.OVER;
        return -1;
    }

    private boolean isTooLong(int chosen) {
        return tokens >= most || vocabulary.isEndOfGeneration(chosen);
    }

    /** All of these, the first at once. */
    private int force(int[] all) {
        forced = Arrays.copyOfRange(all, 1, all.length);
        return all[0];
    }

    private boolean isGap(int token) {
        return gap++ < LONGEST_GAP
                && !vocabulary.isEndOfGeneration(token)
                && vocabulary.text(token).isBlank();
    }

    /** What comes next in any case; once. */
    int[] forced() {
        int[] result = forced;
        forced = new int[0];
        return result;
    }

    /** A token was written. */
    void accept(int token) {
        tokens++;
        if (phase != Phase.INSIDE) {
            return;
        }
        byte[] piece = vocabulary.piece(token);
        text.append(
                piece.length > 0 ? piece : vocabulary.name(token).getBytes(StandardCharsets.UTF_8));
        TextWatcher.Verdict verdict = closing.look(behindOpening());
        show(verdict.safe());
        if (verdict.ends()) {
            phase = Phase.BEHIND;
        }
    }

    /** The text without the tag, where the model wrote that itself. */
    private CharSequence behindOpening() {
        CharSequence all = text.text();
        String open = ReasoningTags.OPEN;
        if (all.length() < open.length()) {
            return open.contentEquals(all) || open.startsWith(all.toString()) ? "" : all;
        }
        return open.contentEquals(all.subSequence(0, open.length()))
                ? all.subSequence(open.length(), all.length())
                : all;
    }

    private void show(int upTo) {
        if (upTo > shown) {
            onText.accept(behindOpening().subSequence(shown, upTo).toString());
            shown = upTo;
        }
    }

    /** Everything thought so far, without tags. */
    String text() {
        String all = behindOpening().toString();
        int end = all.indexOf(ReasoningTags.CLOSE);
        return (end < 0 ? all : all.substring(0, end)).strip();
    }
}
