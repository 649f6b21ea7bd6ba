package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptLookupTest {
    private static final int[] TEXT = IntStream.range(100, 140).toArray();

    private static PromptLookup copying(int most, int tokens) {
        PromptLookup lookup = new PromptLookup(TEXT, most);
        lookup.add(1);
        for (int i = 0; i < tokens; i++) {
            lookup.add(TEXT[10 + i]);
        }
        return lookup;
    }

    @Test
    void goesOnWithACopy() {
        assertThat(copying(8, PromptLookup.COPIED).guess(31))
                .containsExactly(115, 116, 117, 118, 119, 120, 121, 122);
    }

    @Test
    void guessesNothingFromACommonPhrase() {
        assertThat(copying(8, PromptLookup.COPIED - 1).guess(31)).isEmpty();
    }

    @Test
    void keepsToTheRoomThatThereIs() {
        assertThat(copying(8, 6).guess(3)).containsExactly(116, 117, 118);
        assertThat(copying(8, 6).guess(0)).isEmpty();
        assertThat(copying(0, 6).guess(31)).isEmpty();
    }

    @Test
    void endsWhereTheTextDoes() {
        PromptLookup lookup = new PromptLookup(new int[] {1, 2, 3, 4, 5, 6}, 8);
        IntStream.of(1, 2, 3, 4, 5).forEach(lookup::add);
        assertThat(lookup.guess(8)).containsExactly(6, 1, 2, 3, 4, 5);
    }

    @Test
    void guessesLessOftenWhenItWasWrong() {
        PromptLookup lookup = copying(8, 6);
        for (int i = 0; i < 3; i++) {
            lookup.judged(8, 0);
        }
        assertThat(lookup.guess(8)).isEmpty();
        IntStream.range(116, 124).forEach(lookup::add);
        assertThat(lookup.guess(8)).isNotEmpty();
    }

    @Test
    void anEmptyTextHasNothingToCopy() {
        assertThat(new PromptLookup(new int[0], 8).guess(8)).isEmpty();
    }
}
