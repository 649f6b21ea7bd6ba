package dev.hoopoe.inference.embedding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts texts together that are computed at once. */
final class Batches {
    private Batches() {}

    /**
     * Plans batches. Texts of like length come together, the longest first: every token of a batch
     * is compared with all others, so one long text among short ones would cost all of them.
     *
     * @param mostTokens of a batch with more than one text
     * @param mostTexts of a batch
     */
    static List<List<TokenizedText>> plan(
            List<TokenizedText> texts, int mostTokens, int mostTexts) {
        List<List<TokenizedText>> batches = new ArrayList<>();
        List<TokenizedText> batch = new ArrayList<>();
        int tokens = 0;
        for (TokenizedText text : byLength(texts)) {
            boolean full = tokens + text.length() > mostTokens || batch.size() == mostTexts;
            if (full && !batch.isEmpty()) {
                batches.add(List.copyOf(batch));
                batch.clear();
                tokens = 0;
            }
            batch.add(text);
            tokens += text.length();
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }

    private static List<TokenizedText> byLength(List<TokenizedText> texts) {
        return texts.stream()
                .sorted(Comparator.comparingInt(TokenizedText::length).reversed())
                .toList();
    }
}
