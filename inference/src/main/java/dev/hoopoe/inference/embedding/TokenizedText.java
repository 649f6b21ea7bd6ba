package dev.hoopoe.inference.embedding;

/**
 * A text as the model reads it.
 *
 * @param index its place in the call
 * @param tokens all that are computed; nobody changes them
 * @param cut how many tokens were left out
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never handed out
record TokenizedText(int index, int[] tokens, int cut) {
    int length() {
        return tokens.length;
    }
}
