package dev.hoopoe.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hoopoe.web.chat.ScriptedModel.WAIT;
import static dev.hoopoe.web.chat.ScriptedModel.call;
import static dev.hoopoe.web.chat.ScriptedModel.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Asking, watching, stopping, allowing and finding again, in a real browser. */
class ChatPageTest extends WithPage {
    private static final String SITE = "http://meadow.example/birds";

    @Test
    void aQuestionAboutAPageShowsItsStepsAnswerAndPassage() {
        model.when(
                "How many pairs",
                say("ok", "unused"),
                say("There were **37 breeding", " pairs** in May 2026."));
        page.locator("#add-url").click();
        page.locator("#ask-url").fill(SITE);
        ask("How many pairs were counted?");

        assertThat(answer().locator("strong")).hasText("37 breeding pairs");
        assertThat(page.locator(".timeline summary").first()).containsText("1 step");
        page.locator(".timeline > summary").click();
        assertThat(page.locator(".step.done .step-head").first())
                .containsText("Read meadow.example/birds");
        page.locator(".source").click();
        assertThat(page.locator("#panel mark").first()).containsText("37 breeding pairs");
        assertThat(page.locator("#panel .origin a")).hasAttribute("rel", "noopener noreferrer");
        page.keyboard().press("Escape");
        assertThat(page.locator("#panel")).isHidden();
        assertThat(page.locator("#list .entry")).containsText("How many pairs were counted?");
        assertThat(page.locator("#meter")).containsText("Context");
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatWasKeptSaysHowOldItIsAndAFollowUpNamesIt() {
        model.when("pairs", say("unused"), say("There were 37 breeding pairs in May 2026."))
                .when("again", say("As was read: 37 breeding pairs."));
        ask("How many pairs are on http://meadow.example/kept ?");
        untilDone(page);
        page.locator(".timeline > summary").click();
        assertThat(page.locator(".step-meta")).containsText("kept, read 3 h ago");
        assertThat(page.locator(".source .age")).hasText("3 h ago");
        ask("Say it again");
        untilDone(page);
        Locator second = page.locator(".turn").last();
        assertThat(second).containsText("Nothing new was read");
        assertThat(second.locator(".source .age")).hasText("3 h ago");
        second.locator(".source").click();
        assertThat(page.locator("#panel .read-at")).containsText("Read 3 h ago · kept since then");
        assertThat(page.locator("#panel mark").first()).containsText("37 breeding pairs");
        page.reload();
        assertThat(page.locator(".turn").last()).containsText("Nothing new was read");
        assertThat(page.locator(".source .age").first()).hasText("3 h ago");
    }

    @Test
    void theKeyDoesNotStayInTheAddressAndTheCookieIsNotForScripts() {
        assertThat(page.url()).isEqualTo(server.address() + "/");
        var cookie = context.cookies().getFirst();
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite.name()).isEqualTo("STRICT");
        assertThat(page.evaluate("document.cookie")).isEqualTo("");
        assertThat(server.link()).doesNotContain(cookie.value);
    }

    @Test
    void stopEndsAnAnswerAndKeepsWhatIsThere() {
        model.when("story", say("Once upon", WAIT, " a time"));
        ask("Tell a story");
        assertThat(answer()).containsText("Once upon");
        page.locator("#stop").click();
        untilDone(page);
        assertThat(page.locator(".stopped")).hasText("Stopped by you");
        assertThat(answer()).hasText("Once upon");
        page.reload();
        assertThat(page.locator(".stopped")).hasText("Stopped by you");
    }

    @Test
    void whatIsRefusedIsNotDoneAndWhatIsAllowedIs() {
        model.when(
                "order",
                call("shop_order", "{\"item\": \"larvae <b>\", \"amount\": 3}"),
                say("Done."));
        ask("Please order and write 3 larvae");
        Locator card = page.locator(".approval");
        assertThat(card).containsText("Allow this change?");
        assertThat(card.locator("pre")).containsText("larvae <b>");
        assertThat(tools.sent).isEmpty();
        card.getByText("Refuse").click();
        assertThat(card.locator(".decided")).hasText("Refused");
        untilDone(page);
        assertThat(tools.sent).isEmpty();

        ask("Please order and write again 3 larvae");
        page.locator(".approval")
                .last()
                .getByText("Allow", new Locator.GetByTextOptions().setExact(true))
                .click();
        untilDone(page);
        assertThat(tools.sent).containsExactly("3 larvae <b>");
    }

    @Test
    void aCallRunsWithTheArgumentsThatThePersonMadeOfIt() {
        model.when(
                "order",
                call("shop_order", "{\"item\": \"larvae\", \"amount\": 300}"),
                say("Done."));
        ask("Please order and write 300 larvae");
        Locator card = page.locator(".approval");
        card.getByText("Edit").click();
        card.locator("textarea").fill("{\"item\": \"larvae\", ");
        Locator allow = card.getByText("Allow", new Locator.GetByTextOptions().setExact(true));
        allow.click();
        assertThat(card.locator(".approval-wrong")).containsText("no JSON object");
        assertThat(tools.sent).isEmpty();
        card.locator("textarea").fill("{\"item\": \"larvae\", \"amount\": 3}");
        allow.click();
        untilDone(page);
        assertThat(tools.sent).containsExactly("3 larvae");
        assertThat(card.locator("pre")).containsText("\"amount\": 3}");
    }

    @Test
    void theModelHearsWhyACallWasRefused() {
        model.when(
                "order",
                call("shop_order", "{\"item\": \"larvae\", \"amount\": 300}"),
                say("Done."));
        ask("Please order and write 300 larvae");
        Locator card = page.locator(".approval");
        card.locator(".approval-reason").fill("far too many");
        card.getByText("Refuse").click();
        untilDone(page);
        assertThat(tools.sent).isEmpty();
        assertThat(page.locator(".turn").last()).containsText("far too many");
    }

    @Test
    void aReloadInMidAnswerLosesNothing() {
        model.when("long", say("First part, ", WAIT, "second part."));
        ask("A long one");
        assertThat(answer()).containsText("First part,");
        page.reload();
        assertThat(answer()).containsText("First part,");
        model.goOn();
        assertThat(answer()).hasText("First part, second part.");
        untilDone(page);
        page.reload();
        assertThat(answer()).hasText("First part, second part.");
    }

    @Test
    void twoTabsDoNotMixAndTheSecondWaitsForTheModel() {
        model.when("first", say("from one", WAIT, "!")).when("other", say("from two"));
        ask("The first question");
        assertThat(answer()).containsText("from one");
        Page second = newPage();
        second.navigate(server.address().toString());
        ask(second, "The other question");
        assertThat(second.locator(".step.now")).containsText("Waiting for the model");
        model.goOn();
        assertThat(second.locator(".answer")).hasText("from two");
        assertThat(answer()).hasText("from one!");
        untilDone(second);
        assertThat(page.locator(".turn")).hasCount(1);
        assertThat(second.locator(".turn")).hasCount(1);
    }

    @Test
    void aTabOnTheSameConversationFollows() {
        model.when("first", say("one", WAIT, " done"));
        ask("The first question");
        assertThat(answer()).containsText("one");
        Page second = newPage();
        second.navigate(page.url());
        assertThat(second.locator(".answer")).containsText("one");
        model.goOn();
        assertThat(second.locator(".answer")).hasText("one done");
        assertThat(answer()).hasText("one done");
    }

    @Test
    void aKilledServerIsToldAndTheConversationIsThereAgain() throws Exception {
        model.when("long", say("The beginning", WAIT, " and the end."));
        ask("A long one");
        assertThat(answer()).containsText("The beginning");
        int port = server.address().getPort();
        server.kill();
        assertThat(page.locator("#lost")).containsText("does not answer");
        model.when("long", say("All of it."));
        server = PageServer.start(model, box, sessions, uploads(), server.entrance, port);
        assertThat(page.locator("#lost")).isHidden();
        assertThat(page.locator(".bubble")).hasText("A long one");
    }

    @Test
    void tablesSortAndAreOfferedAsCsv() throws Exception {
        model.when(
                "table",
                say(
                        "| species | pairs |\n|---|---|\n| Wryneck | 9 |\n| Bee-eater | 112 |\n| Hoopoe | 37 |\n"));
        ask("Show a table");
        untilDone(page);
        Locator rows = answer().locator("tbody tr");
        answer().locator(".sort").nth(1).click();
        assertThat(rows.first()).containsText("Wryneck");
        answer().locator(".sort").nth(1).click();
        assertThat(rows.first()).containsText("Bee-eater");
        Download download = page.waitForDownload(() -> answer().getByText("Download CSV").click());
        assertThat(Files.readString(download.path()))
                .startsWith("\"species\",\"pairs\"\r\n\"Bee-eater\",\"112\"");
    }

    @Test
    void rowsOfAQueryAreATableWhoseFormulasAreDisarmed() throws Exception {
        model.when(
                "species",
                call("db_query", "{\"sql\": \"SELECT * FROM species\"}"),
                say("Four species; the Hoopoe has 37 pairs."));
        ask("Which species?");
        untilDone(page);
        page.locator(".source").click();
        assertThat(page.locator("#panel tbody tr")).hasCount(4);
        assertThat(page.locator("#panel tbody tr.best")).containsText("Hoopoe");
        Download download =
                page.waitForDownload(
                        () -> page.locator("#panel").getByText("Download CSV").click());
        assertThat(Files.readString(download.path()))
                .contains("\"Roller, blue\"")
                .contains("\"'=1+1\"");
    }

    @Test
    void conversationsAreRenamedFoundExportedAndDeleted() throws Exception {
        model.when("", say("It is so."));
        ask("Is the meadow wet?");
        untilDone(page);
        page.locator("#rename").click();
        page.locator("#dialog-text").fill("Wet meadow");
        page.keyboard().press("Enter");
        assertThat(page.locator("#title")).hasText("Wet meadow");
        page.locator("#new").click();
        ask("Are crickets loud?");
        untilDone(page);
        assertThat(page.locator(".entry")).hasCount(2);
        page.locator("#find").fill("crickets");
        assertThat(page.locator(".entry")).hasCount(1);
        page.locator("#find").fill("");
        page.getByText("Wet meadow").first().click();
        assertThat(answer()).hasText("It is so.");
        page.locator("#export summary").click();
        Download download = page.waitForDownload(() -> page.locator("#export-markdown").click());
        assertThat(Files.readString(download.path())).contains("# Wet meadow", "It is so.");
        page.locator("#delete").click();
        page.locator(".dialog-buttons .stop").click();
        assertThat(page.locator(".entry")).hasCount(1);
        assertThat(page.locator(".welcome")).isVisible();
    }

    @Test
    void aToolThatIsSwitchedOffIsNotUsed() {
        model.when("species", call("db_query", "{\"sql\": \"SELECT 1\"}"), say("It is off."));
        page.locator("#open-settings").click();
        page.locator("#dialog input[name=db_query]").uncheck();
        page.keyboard().press("Escape");
        ask("Which species?");
        untilDone(page);
        assertThat(page.locator(".step.done")).hasCount(0);
        page.reload();
        page.locator("#open-settings").click();
        assertThat(page.locator("#dialog input[name=db_query]")).not().isChecked();
    }

    @Test
    void aFailingStepIsShownAsSuch() {
        model.when("broken", say("unused"), say("The page is not there."));
        ask("What is on http://meadow.example/broken ?");
        untilDone(page);
        page.locator(".timeline > summary").click();
        assertThat(page.locator(".step.failed")).hasCount(1);
        assertThat(page.locator(".source")).hasCount(0);
    }
}
