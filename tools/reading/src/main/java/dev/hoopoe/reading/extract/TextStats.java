package dev.hoopoe.reading.extract;

/** Counts over a block's text, taken while it is collected. One block, one thread. */
final class TextStats {
    /** Hashes of the commonest words of seven languages, which connected text is full of. */
    private static final HashSet32 COMMON =
            HashSet32.ofWords(
                    "the of and to in a is that for it as was with be by on not he his are this at from or have an"
                            + " they which you we their has been but will can if more when would who all your"
                            + " der die und den von zu das mit sich des auf ist im dem nicht ein eine als auch"
                            + " de la le et les des en du que est une dans qui pour pas sur au il se"
                            + " el los las un una por con no su para es al lo como mas"
                            + " o da do em um os não uma na com dos mais"
                            + " di che il per non sono della del"
                            + " och att det som på av för");

    /** The words from which a block's vocabulary is judged. */
    static final int MAX_FIRST_WORDS = 48;

    /** What all words with a digit in them are hashed to. */
    static final int NUMBER = 7;

    int chars;
    int words;
    int linkWords;
    int strongWords;
    int digitWords;
    int capitalWords;
    int shoutedWords;
    int commonWords;
    int commas;
    int sentenceEnds;
    int money;
    int marks;
    int breaks;
    char last;
    int hash;

    /** Hashes of the first words; all numbers are one word. */
    final int[] firstWords = new int[MAX_FIRST_WORDS];

    int firstWordCount;

    private boolean inWord;
    private int wordHash;
    private boolean digits;
    private boolean capital;
    private int capitals;
    private int wordChars;

    /** Takes in text; {@code link} and {@code strong} say what it is written in. */
    void add(String text, boolean link, boolean strong) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c) || c == '_') {
                letter(c);
            } else {
                endWord(link, strong);
                other(c);
            }
        }
        endWord(link, strong);
    }

    private void letter(char c) {
        if (!inWord) {
            inWord = true;
            wordHash = 0;
            digits = false;
            capital = Character.isUpperCase(c);
            capitals = 0;
            wordChars = 0;
        }
        chars++;
        wordChars++;
        boolean upper = c >= 'A' && (c <= 'Z' || (c > 127 && Character.isUpperCase(c)));
        capitals += upper ? 1 : 0;
        digits |= c >= '0' && c <= '9';
        wordHash = 31 * wordHash + (upper ? Character.toLowerCase(c) : c);
        last = c;
    }

    private void endWord(boolean link, boolean strong) {
        if (!inWord) {
            return;
        }
        inWord = false;
        hash = 31 * hash + wordHash;
        if (firstWordCount < MAX_FIRST_WORDS) {
            firstWords[firstWordCount++] = digits ? NUMBER : wordHash;
        }
        words++;
        linkWords += link ? 1 : 0;
        strongWords += strong ? 1 : 0;
        digitWords += digits ? 1 : 0;
        capitalWords += capital ? 1 : 0;
        shoutedWords += wordChars > 1 && capitals == wordChars ? 1 : 0;
        commonWords += COMMON.contains(wordHash) ? 1 : 0;
    }

    private void other(char c) {
        switch (c) {
            case ',', ';', '、', '،' -> commas++;
            case '.', '!', '?', '。', '！', '？' -> sentenceEnds += last == c ? 0 : 1;
            case '$', '€', '£', '¥', '₹' -> money++;
            case '©', '®', '™', '|', '»', '›', '→', '•', '·' -> marks++;
            default -> {
                // Other signs say little.
            }
        }
        if (c > ' ' && c != '\u00a0') {
            chars++;
            last = c;
        }
    }

    double linkDensity() {
        return words == 0 ? 0 : (double) linkWords / words;
    }

    double share(int count) {
        return words == 0 ? 0 : (double) count / words;
    }
}
