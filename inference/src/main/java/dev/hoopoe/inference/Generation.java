package dev.hoopoe.inference;

import dev.hoopoe.inference.llama.Vocabulary;
import java.util.Arrays;
import java.util.List;

/**
 * An answer being written: chooses a token, adds what the grammar dictates behind it and a guess of
 * what may follow, and lets the model evaluate all of that in one step.
 */
final class Generation extends Task<Completion> {
    private final Vocabulary vocabulary;
    private final Chooser chooser;
    private final Thoughts thoughts;
    private final Answer answer;
    private final Shortcuts shortcuts;
    private final PromptLookup lookup;
    private int[] prologue = new int[0];
    // What is certain of the tokens wanted, and the guess behind them.
    private int[] certain = new int[0];
    private int[] guess = new int[0];
    private boolean mayGuess;
    private int tokens;
    private int steps;

    /**
     * @param room how many tokens thoughts and answer may have together
     */
    Generation(
            Prompt prompt,
            List<Adapter> adapters,
            int room,
            Limits limits,
            Vocabulary vocabulary,
            Chooser chooser,
            Thoughts thoughts,
            Answer answer,
            Shortcuts shortcuts) {
        super(prompt, adapters, room, limits);
        this.vocabulary = vocabulary;
        this.chooser = chooser;
        this.thoughts = thoughts;
        this.answer = answer;
        this.shortcuts = shortcuts;
        this.lookup = new PromptLookup(prompt.tokens(), shortcuts.draftTokens());
        if (thoughts.areOver()) {
            prologue = force();
        }
    }

    @Override
    int[] prologue() {
        return prologue;
    }

    @Override
    void begun(float[] logits) {
        if (answer.isOver()) {
            finish(StopReason.END);
            return;
        }
        int token = write(logits);
        if (token >= 0) {
            goOn(token);
        }
    }

    @Override
    void seen(Rows rows, SequencePool pool) {
        steps++;
        int right = 0;
        int token = write(rows.of(0));
        while (token >= 0 && right < guess.length && guess[right] == token) {
            right++;
            token = write(rows.of(right));
        }
        if (right < guess.length) {
            pool.cut(sequence(), sequence().length() - (guess.length - right));
        }
        lookup.judged(guess.length, right);
        if (token >= 0) {
            goOn(token);
        }
    }

    /** The next token, written; -1 if the answer ends with it. */
    private int write(float[] logits) {
        if (thoughts.areOver() && answer.isFull()) {
            return finish(StopReason.LENGTH);
        }
        int token = choose(logits);
        if (vocabulary.isEndOfGeneration(token)) {
            return finish(StopReason.END);
        }
        accept(token);
        if (answer.isOver()) {
            return finish(StopReason.END);
        }
        return answer.isFull() ? finish(StopReason.LENGTH) : token;
    }

    private int choose(float[] logits) {
        if (thoughts.areOver()) {
            return chooser.choose(logits, answer.grammar());
        }
        int free = chooser.choose(logits, null);
        int thought = thoughts.next(free);
        if (thought >= 0) {
            return thought;
        }
        return answer.allows(free) ? free : chooser.choose(logits, answer.grammar());
    }

    private void accept(int token) {
        tokens++;
        lookup.add(token);
        if (thoughts.areOver()) {
            answer.accept(token);
        } else {
            thoughts.accept(token);
        }
    }

    /** Goes on behind a token that is written and not evaluated yet. */
    private void goOn(int token) {
        int[] forced = force();
        if (answer.isOver()) {
            finish(StopReason.END);
            return;
        }
        certain = join(new int[] {token}, forced);
        guess = new int[0];
        mayGuess = shortcuts.draftTokens() > 0;
        want(certain, 1);
    }

    private int[] force() {
        if (!thoughts.areOver()) {
            int[] forced = thoughts.forced();
            Arrays.stream(forced).forEach(this::accept);
            return forced;
        }
        if (!shortcuts.forcedBatches()) {
            return new int[0];
        }
        int[] forced = answer.force();
        tokens += forced.length;
        Arrays.stream(forced).forEach(lookup::add);
        return forced;
    }

    @Override
    void prepare(int mostOutputs) {
        if (!mayGuess || readsPrompt() || pending().length != certain.length) {
            return;
        }
        mayGuess = false;
        int[] all = lookup.guess(mostOutputs - 1);
        guess = Arrays.copyOf(all, thoughts.areOver() ? answer.fitting(all) : all.length);
        want(join(certain, guess), guess.length + 1);
    }

    @Override
    void stopped() {
        finish(limits().reason());
    }

    private int finish(StopReason reason) {
        answer.finish();
        result().complete(
                        new Completion(
                                answer.text(),
                                thoughts.text(),
                                reason,
                                usage(tokens),
                                timings(steps)));
        return -1;
    }
}
