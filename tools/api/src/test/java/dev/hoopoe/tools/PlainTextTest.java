package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    @ParameterizedTest
    @CsvSource({
        "0000", "0007", "007F", "0085", "00AD", "061C", "200B", "200E", "202E", "2066", "2060",
        "FEFF", "E0041", "E0100", "FFFE", "D800"
    })
    void takesOutWhatNobodySees(String code) {
        String hidden = new StringBuilder().appendCodePoint(Integer.parseInt(code, 16)).toString();

        assertThat(PlainText.clean("a" + hidden + "b")).isEqualTo("ab");
    }

    @Test
    void keepsWhatTextNeeds() {
        String family = "👨\u200D👩\u200D👧";
        String persian = "می\u200Cخواهم";

        assertThat(PlainText.clean("tab\tline\n" + family + persian + "größe 東京"))
                .isEqualTo("tab\tline\n" + family + persian + "größe 東京");
    }

    @Test
    void lineEndsBecomeLineFeeds() {
        assertThat(PlainText.clean("a\r\nb\rc")).isEqualTo("a\nb\nc");
    }
}
