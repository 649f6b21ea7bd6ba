package dev.hoopoe.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hoopoe.web.chat.ScriptedModel.call;
import static dev.hoopoe.web.chat.ScriptedModel.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Charts of a table's numbers: drawn, chosen by keyboard, said in words. */
class ChartTest extends WithPage {
    private static final String YEARS =
            """
            | year | pairs | nests |
            |---|---|---|
            | 2023 | 28 | 31 |
            | 2024 | 1,012 | |
            | 2025 | 37 | 40 |
            """;

    private static final String PAINTED =
            """
            c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                   const seen = new Set(); for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 200) seen.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2]); return [...seen]; }
            """;

    private Locator chart() {
        return page.locator(".chart");
    }

    private Locator choose(String label) {
        return chart().locator("select[aria-label='%s']".formatted(label));
    }

    private List<String> colours() {
        List<?> seen = (List<?>) chart().locator("canvas").evaluate(PAINTED);
        return seen.stream().map(String::valueOf).toList();
    }

    private String sentence() {
        return chart().locator("canvas").getAttribute("aria-label");
    }

    private void chartOf(String answer) {
        model.when("table", say(answer));
        ask("Show a table");
        untilDone(page);
        page.locator(".table-tools").getByText("Chart").click();
        chart().waitFor();
    }

    @Test
    void rowsOfAQueryBecomeBars() {
        model.when("species", call("db_query", "{\"sql\": \"SELECT 1\"}"), say("Four."));
        ask("Which species?");
        untilDone(page);
        page.locator(".source").click();
        page.locator("#panel").getByText("Chart").click();
        assertThat(choose("Chart")).hasValue("bar");
        assertThat(sentence())
                .isEqualTo(
                        "Bar chart by species: pairs from 4 (Roller, blue) to 112 (Bee-eater)."
                                + " The table below has all numbers.");
        assertThat(colours()).contains("168,72,28");
        assertThat(page.locator("#panel table")).isVisible();
        page.locator("#panel").getByText("Without chart").click();
        assertThat(chart()).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    @Test
    void yearsAreALineAndAllIsChosenByKeyboard() {
        chartOf(YEARS);
        assertThat(choose("Chart")).hasValue("line");
        assertThat(choose("Along")).hasValue("0");
        assertThat(sentence()).contains("pairs from 28 (2023) to 1,012 (2024)");
        choose("Up").focus();
        page.keyboard().press("End");
        assertThat(sentence()).contains("pairs from").contains("nests from 31 (2023) to 40 (2025)");
        assertThat(choose("Up")).isFocused();
        choose("Chart").selectOption("scatter");
        assertThat(sentence()).startsWith("Scatter chart by year");
        choose("Along").selectOption("-1");
        assertThat(sentence()).startsWith("Scatter chart by row");
        assertThat(complaints).isEmpty();
    }

    @Test
    void theColoursFollowTheTheme() {
        chartOf(YEARS);
        assertThat(colours()).contains("168,72,28");
        page.emulateMedia(
                new com.microsoft.playwright.Page.EmulateMediaOptions()
                        .setColorScheme(ColorScheme.DARK));
        page.waitForFunction(
                "() => ("
                        + PAINTED.strip()
                        + ")(document.querySelector('canvas')).includes('240,151,95')");
    }

    @Test
    void wordsAloneHaveNoChartAndTheLibraryIsNotLoadedUnasked() {
        model.when("words", say("| a | b |\n|---|---|\n| x | y |\n| z | 1 of 2 |\n"));
        ask("Show words");
        untilDone(page);
        assertThat(page.locator(".table-tools")).hasText("2 rowsDownload CSV");
        assertThat(page.evaluate("typeof window.Chart")).isEqualTo("undefined");
    }

    @Test
    void hostileNamesAndNumbersStayText() {
        chartOf(
                "| <img src=x onerror=window.hit=1> | n |\n|---|---|\n| <b>x</b> | 1e308 |\n| y | -1e308 |\n| z | 0 |\n");
        assertThat(sentence()).contains("<img src=x onerror=window.hit=1>");
        assertThat(page.evaluate("window.hit ?? 'none'")).isEqualTo("none");
        assertThat(page.locator(".answer img, .answer b")).hasCount(0);
        assertThat(complaints).isEmpty();
    }
}
