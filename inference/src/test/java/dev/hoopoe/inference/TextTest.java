package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How bytes of tokens become text, and where stop sequences end it. */
class TextTest {
    @Test
    void charactersAppearWhenTheyAreComplete() {
        byte[] bytes = "aé日🦉z".getBytes(StandardCharsets.UTF_8);
        Utf8Text text = new Utf8Text();
        for (byte b : bytes) {
            text.append(new byte[] {b});
            assertThat(text.text().toString()).doesNotContain("\uFFFD");
            assertThat("aé日🦉z").startsWith(text.text());
        }
        text.finish();
        assertThat(text.text().toString()).isEqualTo("aé日🦉z");
    }

    @Test
    void whatIsNoUtf8IsReplaced() {
        Utf8Text text = new Utf8Text();
        text.append(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xC3});
        assertThat(text.text().toString()).isEqualTo("a\uFFFDb");
        text.finish();
        assertThat(text.text().toString()).isEqualTo("a\uFFFDb\uFFFD");
        Utf8Text cut = new Utf8Text();
        cut.append(Arrays.copyOf("🦉".getBytes(StandardCharsets.UTF_8), 3));
        cut.append(new byte[] {'x'});
        assertThat(cut.text().toString()).isEqualTo("\uFFFDx");
    }

    @Test
    void aStopSequenceEndsTheTextAndIsNeverShown() {
        StopSequences stops = new StopSequences(List.of("\nUser:", "END", ""));
        assertThat(stops.look("Hello")).isEqualTo(new TextWatcher.Verdict(5, false));
        assertThat(stops.look("Hello\nUs")).isEqualTo(new TextWatcher.Verdict(5, false));
        assertThat(stops.look("Hello\nUsed")).isEqualTo(new TextWatcher.Verdict(10, false));
        assertThat(stops.look("Hello\nUser: x")).isEqualTo(new TextWatcher.Verdict(5, true));
        assertThat(stops.look("THE END")).isEqualTo(new TextWatcher.Verdict(4, true));
    }
}
