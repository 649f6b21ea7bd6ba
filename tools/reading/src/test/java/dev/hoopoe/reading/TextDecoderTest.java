package dev.hoopoe.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextDecoderTest {
    @Test
    void aByteOrderMarkWinsOverEverything() {
        byte[] bytes = "\ufeffé".getBytes(StandardCharsets.UTF_16LE);
        assertThat(TextDecoder.decode(bytes, Optional.of("utf-8"))).isEqualTo("é");
    }

    @Test
    void theDeclaredCharsetCounts() {
        byte[] bytes = "日本".getBytes(Charset.forName("Shift_JIS"));
        assertThat(TextDecoder.decode(bytes, Optional.of("shift_jis"))).isEqualTo("日本");
    }

    @Test
    void unknownNamesFallThroughToUtf8AndThenWindows1252() {
        byte[] utf8 = "naïve".getBytes(StandardCharsets.UTF_8);
        byte[] legacy = {'n', 'a', (byte) 0xEF, 'v', 'e', (byte) 0x80};
        assertThat(TextDecoder.decode(utf8, Optional.of("bogus!"))).isEqualTo("naïve");
        assertThat(TextDecoder.decode(legacy)).isEqualTo("naïve€");
    }

    @Test
    void aWrongDeclarationGivesWayToValidUtf8() {
        byte[] utf8 = "日本".getBytes(StandardCharsets.UTF_8);
        assertThat(TextDecoder.decode(utf8, Optional.of("us-ascii-7"))).isEqualTo("日本");
        assertThat(TextDecoder.decode(utf8, Optional.of("shift_jis"))).isNotEmpty();
    }

    @Test
    void pagesDeclareThemselves() {
        byte[] page =
                "<meta charset=\"iso-8859-2\"><p>Łódź".getBytes(Charset.forName("iso-8859-2"));
        assertThat(TextDecoder.decodeHtml(page, Optional.empty())).endsWith("Łódź");
        byte[] lie = "<meta charset=utf-16le><p>é".getBytes(StandardCharsets.UTF_8);
        assertThat(TextDecoder.decodeHtml(lie, Optional.empty())).endsWith("é");
    }

    @Test
    void tellsTextFromBytes() {
        assertThat(TextDecoder.binary(new byte[200])).isTrue();
        assertThat(TextDecoder.binary("a\tb\r\n".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(TextDecoder.binary(new byte[0])).isFalse();
    }
}
