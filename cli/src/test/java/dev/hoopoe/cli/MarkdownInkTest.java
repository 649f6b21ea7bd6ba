package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownInkTest {
    private static final String ESC = "\u001B";

    @Test
    void piecesMakeTheSameAsTheWhole() {
        String text =
                "# A *head*\n\nSome **bold words** and `code here`, 2 * 3.\n\n- one\n- two\n\n"
                        + "> said\n\n| a | b |\n|---|---|\n\n```java\nint  x = 1; // **no**\n```\nEnd";
        String whole = ink(80, text);
        MarkdownInk ink = new MarkdownInk(80);
        StringBuilder pieces = new StringBuilder();
        text.chars().forEach(c -> pieces.append(ink.add(Character.toString(c))));
        assertThat(pieces.append(ink.end()).toString()).isEqualTo(whole);
        assertThat(plain(whole).lines())
                .contains(
                        "A *head*",
                        "Some bold words and code here, 2 * 3.",
                        "• one",
                        "│ said",
                        "| a | b |",
                        "int  x = 1; // **no**",
                        "End");
    }

    @Test
    void marksBecomeColoursThatEnd() {
        String inked = ink(80, "a **b c** `d` e");
        assertThat(plain(inked)).isEqualTo("a b c d e%n".formatted());
        assertThat(inked).contains(ESC + "[1mb", ESC + "[1mc", ESC + "[36md", ESC + "[0m e");
    }

    @Test
    void longLinesAreWrappedBetweenWordsUnderTheirBullet() {
        assertThat(ink(20, "- one two three four five six"))
                .isEqualTo("• one two three four%n  five six%n".formatted());
    }

    @Test
    void anUnfinishedMarkDoesNotColourTheNextLine() {
        assertThat(ink(80, "**open\nnext")).endsWith("%nnext%n".formatted());
    }

    private static String ink(int columns, String text) {
        MarkdownInk ink = new MarkdownInk(columns);
        return ink.add(text) + ink.end();
    }

    private static String plain(String text) {
        return text.replaceAll("\u001B\\[[0-9;]*m", "");
    }
}
