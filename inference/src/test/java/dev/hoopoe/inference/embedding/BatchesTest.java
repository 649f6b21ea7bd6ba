package dev.hoopoe.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static List<TokenizedText> texts(int... lengths) {
        return IntStream.range(0, lengths.length)
                .mapToObj(i -> new TokenizedText(i, new int[lengths[i]], 0))
                .toList();
    }

    private static List<List<Integer>> plan(int mostTokens, int mostTexts, int... lengths) {
        return Batches.plan(texts(lengths), mostTokens, mostTexts).stream()
                .map(batch -> batch.stream().map(TokenizedText::index).toList())
                .toList();
    }

    @Test
    void putsTextsOfLikeLengthTogether() {
        assertThat(plan(10, 4, 2, 9, 3, 8, 2))
                .containsExactly(List.of(1), List.of(3), List.of(2, 0, 4));
    }

    @Test
    void aTextLongerThanABatchComesAlone() {
        assertThat(plan(10, 4, 1, 30)).containsExactly(List.of(1), List.of(0));
    }

    @Test
    void limitsTheNumberOfTexts() {
        assertThat(plan(100, 2, 1, 1, 1, 1, 1)).hasSize(3);
        assertThat(plan(100, 2)).isEmpty();
    }
}
