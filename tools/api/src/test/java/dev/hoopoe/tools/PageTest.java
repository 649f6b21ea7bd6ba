package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void aLongLineIsCutIntoPiecesButNoCharacterIs() {
        String line = "x".repeat(Lines.MAX_CHARS - 1) + "🙂".repeat(10);

        assertThat(lines(line))
                .hasSize(2)
                .allMatch(l -> l.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
        assertThat(String.join("", lines(line))).isEqualTo(line);
    }

    @Test
    void linesAreThoseThatSplitGives() {
        for (String text : List.of("", "\n", "a", "a\n", "\na", "a\n\nb", "a\nb\n\n")) {
            assertThat(lines(text)).containsExactly(text.split("\n", -1));
            assertThat(new Lines(text).skip(99)).isEqualTo(text.split("\n", -1).length);
        }
        String full = "x".repeat(Lines.MAX_CHARS);
        assertThat(lines(full + "\n" + full)).containsExactly(full, full);
    }

    private static List<String> lines(String text) {
        List<String> all = new ArrayList<>();
        Lines lines = new Lines(text);
        while (lines.hasNext()) {
            all.add(lines.next());
        }
        return all;
    }

    @Test
    void showsAtLeastOneLine() {
        Page page = Page.of("word ".repeat(300) + "\nnext", 10);

        assertThat(page.text()).startsWith("word");
        assertThat(page.nextLine()).isEqualTo(2);
    }
}
