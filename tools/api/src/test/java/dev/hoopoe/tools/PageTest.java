package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void aLongLineIsCutIntoPiecesButNoCharacterIs() {
        String line = "x".repeat(Page.MAX_LINE_CHARS - 1) + "🙂".repeat(10);

        assertThat(Page.lines(line))
                .hasSize(2)
                .allMatch(l -> l.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
        assertThat(String.join("", Page.lines(line))).isEqualTo(line);
    }

    @Test
    void showsAtLeastOneLine() {
        Page page = Page.of("word ".repeat(300) + "\nnext", 1, 10);

        assertThat(page.text()).startsWith("word");
        assertThat(page.nextLine()).isEqualTo(2);
    }
}
