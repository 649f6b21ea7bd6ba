package dev.hoopoe.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hoopoe.web.chat.ScriptedModel.WAIT;
import static dev.hoopoe.web.chat.ScriptedModel.call;
import static dev.hoopoe.web.chat.ScriptedModel.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each state of the page at two widths, light and dark: nothing is cut off, and axe finds nothing
 * serious. The pictures are left in {@code target/screenshots}.
 */
class LooksTest extends WithPage {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final String SERIOUS =
            """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
                .filter((v) => v.impact === 'serious' || v.impact === 'critical')
                .map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 150) + ' ' + n.failureSummary).join(' | '))
            """;
    private static final String CUT_OFF =
            """
            () => [...document.querySelectorAll('html, .main, .thread, .side, .panel:not([hidden])')]
                .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).visibility === 'visible')
                .map((e) => e.className + ' ' + e.scrollWidth + ' > ' + e.clientWidth)
            """;
    private static final String WHOLE =
            "e => e.scrollHeight <= e.clientHeight + 1 && e.scrollWidth <= e.clientWidth + 1";
    private static final String ANSWER =
            """
            The meadow had **37 breeding pairs** in May 2026, nine more than the year before.

            | species | pairs | first seen |
            |---|---:|---:|
            | Hoopoe | 37 | 1998 |
            | Bee-eater | 112 | 2004 |
            | Wryneck | 9 | 2001 |

            - They eat *mole crickets*, beetle larvae and spiders.
            - The next walk starts on 14 June at the [old mill](https://meadow.example/walks).

            ```sql
            SELECT species, pairs FROM counts WHERE year = 2026 ORDER BY pairs DESC;
            ```
            """;

    @BeforeEach
    void writeScript() {
        model.when(
                        "pairs",
                        say("unused"),
                        call("db_query", "{\"sql\": \"SELECT species, pairs FROM counts\"}"),
                        say(ANSWER))
                .when(
                        "crickets",
                        call(
                                "shop_order",
                                "{\"item\": \"mole crickets, live, 100 g\", \"amount\": 3}"),
                        say("Ordered."))
                .when("Which ones only", call("db_query", "{\"sql\": \"SELECT 1\"}"), say("Four."))
                .when("walk", say("The next walk", WAIT, " starts on 14 June."));
        page.setViewportSize(1440, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    }

    private void looksGood(String name) throws Exception {
        page.evaluate(Files.readString(Path.of("node_modules", "axe-core", "axe.min.js")));
        assertThat((List<?>) page.evaluate(CUT_OFF)).as(name).isEmpty();
        assertThat((List<?>) page.evaluate(SERIOUS)).as(name).isEmpty();
        Files.createDirectories(PICTURES);
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    private void narrow() {
        page.setViewportSize(375, 740);
    }

    private void dark() {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    }

    private void askAboutPairs() {
        page.locator("#add-url").click();
        page.locator("#ask-url").fill("https://meadow.example/birds/count-2026");
        ask("How many pairs were counted, and of which species?");
        untilDone(page);
        assertThat(answer().locator("table")).isVisible();
    }

    @Test
    void theFirstScreen() throws Exception {
        looksGood("empty");
        dark();
        looksGood("empty-dark");
        narrow();
        looksGood("empty-narrow-dark");
        page.locator("#open-side").click();
        assertThat(page.locator("#side")).isInViewport();
        looksGood("list-narrow-dark");
    }

    @Test
    void anAnswerWithSources() throws Exception {
        askAboutPairs();
        looksGood("answer");
        page.locator(".timeline > summary").click();
        page.locator(".step-box > summary").nth(1).click();
        page.locator("#scroll").evaluate("e => e.scrollTop = 0");
        looksGood("steps");
        page.locator(".source").first().click();
        page.locator("#panel mark").first().waitFor();
        looksGood("passage");
        narrow();
        looksGood("passage-narrow");
        page.keyboard().press("Escape");
        looksGood("steps-narrow");
        dark();
        page.locator("#scroll").evaluate("e => e.scrollTop = e.scrollHeight");
        looksGood("answer-narrow-dark");
        page.setViewportSize(1440, 900);
        looksGood("answer-dark");
    }

    @Test
    void aChart() throws Exception {
        askAboutPairs();
        answer().locator(".table-tools").getByText("Chart").click();
        page.locator(".chart canvas").waitFor();
        page.locator(".chart").evaluate("e => e.scrollIntoView({block: 'start'})");
        looksGood("chart");
        narrow();
        looksGood("chart-narrow");
        dark();
        looksGood("chart-narrow-dark");
        page.setViewportSize(1440, 900);
        looksGood("chart-dark");
    }

    @Test
    void filesThatComeWithAQuestion() throws Exception {
        page.evaluate(
                "document.getElementById('thread').dispatchEvent(new DragEvent('dragover', {bubbles: true, cancelable: true, dataTransfer: (() => { const d = new DataTransfer(); d.items.add(new File(['x'], 'x')); return d; })()}))");
        page.locator("#drop").waitFor();
        looksGood("drop");
        narrow();
        dark();
        looksGood("drop-narrow-dark");
        page.keyboard().press("Escape");
        assertThat(page.locator("#drop")).isHidden();
        page.locator("#pick")
                .setInputFiles(
                        new FilePayload[] {
                            new FilePayload("Counts 2026.csv", "text/csv", new byte[5_000]),
                            new FilePayload(
                                    "a-rather-long-name-of-a-report-about-the-birds-of-the-river-meadow.pdf",
                                    "application/pdf",
                                    new byte[300_000])
                        });
        page.locator(".file-state").getByText("KB").nth(1).waitFor();
        page.locator("#ask-text").fill("How many pairs were counted, and where?");
        looksGood("files-narrow-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1440, 900);
        looksGood("files");
        page.keyboard().press("Enter");
        page.locator("#ask-text").press("Enter");
        untilDone(page);
        looksGood("files-asked");
    }

    @Test
    void aFollowUpFromWhatWasRead() throws Exception {
        page.locator("#add-url").click();
        page.locator("#ask-url").fill("https://meadow.example/kept");
        ask("How many pairs were counted, and of which species?");
        untilDone(page);
        page.locator(".timeline > summary").click();
        ask("When is the next walk?");
        model.goOn();
        untilDone(page);
        looksGood("follow-up");
        page.locator(".turn").last().locator(".source").first().click();
        page.locator("#panel mark").first().waitFor();
        looksGood("follow-up-passage");
        page.keyboard().press("Escape");
        narrow();
        dark();
        toEnd();
        looksGood("follow-up-narrow-dark");
    }

    @Test
    void aBranchAndAQuestionThatIsEdited() throws Exception {
        askAboutPairs();
        ask("When is the next walk?");
        model.goOn();
        untilDone(page);
        page.locator(".turn").last().getByText("Edit").click();
        looksGood("edit");
        narrow();
        looksGood("edit-narrow");
        dark();
        page.locator(".edit-text").fill("When is the walk in July?");
        model.goOn();
        page.keyboard().press("Enter");
        page.locator(".fork").waitFor();
        untilDone(page);
        looksGood("branch-narrow-dark");
        page.setViewportSize(1440, 900);
        looksGood("branch-dark");
    }

    @Test
    void whileItAnswersAndWhileItAsks() throws Exception {
        page.locator("#add-url").click();
        page.locator("#ask-url").fill("https://meadow.example/birds/count-2026");
        ask("When is the next walk?");
        assertThat(answer()).containsText("The next walk");
        looksGood("answering");
        model.goOn();
        untilDone(page);
        ask("Please order and write 3 boxes of mole crickets");
        page.locator(".approval").waitFor();
        looksGood("approval");
        narrow();
        toEnd();
        looksGood("approval-narrow");
        page.locator(".approval").getByText("Refuse").click();
        untilDone(page);
    }

    @Test
    void longArgumentsAreThereAsAWholeOnANarrowPage() throws Exception {
        String item = "mole crickets, ".repeat(120) + "and https://shop.example/" + "x".repeat(300);
        model.when(
                "crickets",
                call("shop_order", "{\"item\": \"%s\", \"amount\": 3}".formatted(item)),
                say("Ordered."));
        narrow();
        ask("Please order and write 3 boxes of mole crickets");
        Locator card = page.locator(".approval");
        card.getByText("Show all of it").click();
        Locator arguments = card.locator("pre");
        assertThat(arguments).containsText("xxx");
        assertThat((Boolean) arguments.evaluate(WHOLE)).isTrue();
        toEnd();
        assertThat(card.getByText("Refuse")).isInViewport();
        looksGood("approval-long-narrow");
        card.getByText("Refuse").click();
        untilDone(page);
    }

    private void toEnd() {
        page.locator("#scroll").evaluate("e => e.scrollTop = e.scrollHeight");
    }

    @Test
    void theSettings() throws Exception {
        page.locator("#open-settings").click();
        assertThat(page.locator("#dialog .tools")).isVisible();
        looksGood("settings");
        page.locator("input[value=dark]").check();
        looksGood("settings-dark");
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        narrow();
        page.locator("#open-side").click();
        page.locator("#open-settings").click();
        looksGood("settings-narrow-dark");
    }

    @Test
    void theKeyboardIsEnough() {
        page.keyboard().type("Order crickets and write it down, 3 boxes");
        page.keyboard().press("Enter");
        page.locator(".approval").waitFor();
        tabTo("Refuse");
        page.keyboard().press("Enter");
        untilDone(page);
        page.locator("#ask-text").focus();
        page.keyboard().type("Which ones only?");
        page.keyboard().press("Enter");
        untilDone(page);
        tabTo("Database aviary");
        page.keyboard().press("Enter");
        assertThat(page.locator("#panel")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#panel")).isHidden();
        page.keyboard().press("Control+k");
        assertThat(page.locator("#find")).isFocused();
        page.keyboard().press("Escape");
        page.keyboard().press("Shift+Tab");
        assertThat(page.locator("#new")).isFocused();
    }

    @Test
    void theKeyboardIsEnoughForChartsBranchesAndFiles() {
        askAboutPairs();
        page.locator("#ask-text").focus();
        tabTo("Chart");
        page.keyboard().press("Enter");
        assertThat(page.locator(".chart canvas")).isVisible();
        assertThat(page.getByText("Without chart")).isFocused();
        page.locator("#ask-text").focus();
        tabTo("Edit");
        page.keyboard().press("Enter");
        assertThat(page.locator(".edit-text")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator(".edit")).hasCount(0);
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#title")).containsText("(2)");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(page.locator("#add-file")).isFocused();
        page.waitForFileChooser(() -> page.keyboard().press("Enter"));
    }

    /** Goes back from the field by Tab until the control of that name has the focus. */
    private void tabTo(String name) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Shift+Tab");
            Object focused = page.evaluate("document.activeElement.textContent.trim()");
            if (focused.toString().contains(name)) {
                return;
            }
        }
        throw new AssertionError("Tab does not reach " + name);
    }
}
