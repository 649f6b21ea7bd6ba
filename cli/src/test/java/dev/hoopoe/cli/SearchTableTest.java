package dev.hoopoe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hoopoe.scraping.search.SearchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTableTest {
    @TempDir private Path folder;

    @Test
    void readsTheUsersEnginesAndShowsNoKey() throws IOException {
        Config config =
                ConfigText.load(
                        folder,
                        """
                        [search]
                        searxng = "http://127.0.0.1:8888"
                        brave = "$BRAVE"
                        google = { key = "g", cx = "c" }
                        """,
                        Map.of("BRAVE", "s3cret"));
        SearchSettings search = config.search();
        assertThat(search.searxng()).contains("http://127.0.0.1:8888/");
        assertThat(search.brave()).contains("s3cret");
        assertThat(search.google()).contains("g");
        assertThat(search.googleEngine()).contains("c");
        assertThat(search.tavily()).isEmpty();
        assertThat(config.text(Setting.SEARCH)).isEqualTo("searxng,brave,google");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "search = 3 | [search]",
                "[search]\\nbraev = \"x\" | Did you mean brave",
                "[search]\\nbrave = 3 | is no text",
                "[search]\\nbrave = \"$NOPE\" | $NOPE, which is not set",
                "[search]\\ngoogle = { key = \"k\" } | key and cx",
                "[search]\\nsearxng = \"ftp://x\" | is no address",
            })
    void aWrongSettingIsToldWithItsPlace(String text, String told) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> ConfigText.load(folder, text.replace("\\n", "\n"), Map.of()))
                .withMessageContaining(told);
    }
}
