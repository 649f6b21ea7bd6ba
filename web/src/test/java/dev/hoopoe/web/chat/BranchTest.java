package dev.hoopoe.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hoopoe.web.chat.ScriptedModel.WAIT;
import static dev.hoopoe.web.chat.ScriptedModel.call;
import static dev.hoopoe.web.chat.ScriptedModel.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.hoopoe.agent.sessions.Exchange;
import dev.hoopoe.agent.sessions.SessionStore;
import dev.hoopoe.agent.sessions.SessionSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asking again, asking otherwise and branching; what was there stays. */
class BranchTest extends WithPage {
    private SessionStore store() {
        return SessionStore.in(sessions);
    }

    private List<String> answers(String title) {
        SessionSummary found =
                store().list().stream()
                        .filter(s -> s.title().equals(title))
                        .findFirst()
                        .orElseThrow();
        return Exchange.of(store().entries(found.id())).stream()
                .map(e -> e.answer().orElseThrow().answer())
                .toList();
    }

    private Locator turn(int number) {
        return page.locator(".turn").nth(number - 1);
    }

    private static Locator button(Locator in, String name) {
        return in.locator(".foot-row button").filter(new Locator.FilterOptions().setHasText(name));
    }

    private void askTwo() {
        model.when("first", say("One.")).when("second", say("Two."));
        ask("The first thing?");
        untilDone(page);
        ask("The second thing?");
        untilDone(page);
    }

    @Test
    void theLastAnswerIsMadeAnewAndTheOldOneIsKept() {
        askTwo();
        String before = page.url();
        model.when("second", say("Two, but better."));
        button(turn(2), "Ask again").click();
        assertThat(answer()).hasText("Two, but better.");
        untilDone(page);
        assertThat(page.locator(".turn")).hasCount(2);
        assertThat(page.locator("#title")).hasText("The first thing? (2)");
        assertThat(page.locator(".entry")).hasCount(2);
        assertThat(answers("The first thing?")).containsExactly("One.", "Two.");
        assertThat(answers("The first thing? (2)")).containsExactly("One.", "Two, but better.");

        page.locator(".fork a").click();
        assertThat(answer()).hasText("Two.");
        assertThat(page.url()).isEqualTo(before);
        page.locator(".fork a").click();
        assertThat(answer()).hasText("Two, but better.");
        page.goBack();
        assertThat(answer()).hasText("Two.");
        assertThat(complaints).isEmpty();
    }

    @Test
    void theFirstQuestionIsAskedAgainUnderANameOfItsOwn() {
        askTwo();
        model.when("first", say("One again."));
        button(turn(1), "Ask again").click();
        assertThat(answer()).hasText("One again.");
        untilDone(page);
        assertThat(page.locator(".turn")).hasCount(1);
        assertThat(page.locator("#title")).hasText("The first thing? (2)");
        page.reload();
        assertThat(answer()).hasText("One again.");
        assertThat(page.locator(".fork")).containsText("Branched here from The first thing?");
        assertThat(answers("The first thing?")).containsExactly("One.", "Two.");
    }

    @Test
    void anEarlierQuestionIsEditedAndAskedFromThere() {
        askTwo();
        model.when("third", say("Three."));
        button(turn(2), "Edit").click();
        Locator field = page.locator(".edit-text");
        assertThat(field).hasValue("The second thing?");
        page.keyboard().press("Escape");
        assertThat(field).hasCount(0);
        assertThat(button(turn(2), "Edit")).isFocused();
        page.keyboard().press("Enter");
        field.fill("The third thing?");
        page.locator(".edit-url").fill("http://meadow.example/birds");
        field.press("Enter");
        assertThat(answer()).hasText("Three.");
        untilDone(page);
        assertThat(page.locator(".turn")).hasCount(2);
        assertThat(turn(2).locator(".chip")).containsText("meadow.example/birds");
        ask("The second thing?");
        untilDone(page);
        assertThat(answers("The first thing? (2)")).containsExactly("One.", "Three.", "Two.");
        assertThat(answers("The first thing?")).containsExactly("One.", "Two.");
    }

    @Test
    void aConversationIsBranchedFromAnyTurn() {
        askTwo();
        button(turn(1), "Branch").click();
        assertThat(page.locator("#title")).hasText("The first thing? (2)");
        assertThat(page.locator(".turn")).hasCount(1);
        assertThat(page.locator(".fork")).containsText("Branched here from");
        assertThat(page.locator("#ask-text")).isFocused();
        ask("The second thing?");
        untilDone(page);
        page.locator("#rename").click();
        page.locator("#dialog-text").fill("The branch");
        page.keyboard().press("Enter");
        assertThat(page.locator("#title")).hasText("The branch");
        page.locator(".fork a").click();
        assertThat(page.locator(".fork")).containsText("Another branch begins here: The branch");
        page.locator("#delete").click();
        page.locator(".dialog-buttons .stop").click();
        assertThat(page.locator(".entry")).hasCount(1);
        page.locator(".entry").click();
        assertThat(page.locator(".turn")).hasCount(2);
        assertThat(page.locator(".fork")).hasCount(0);
    }

    @Test
    void whatChangedSomethingIsAskedAgainOnlyAfterAYes() {
        model.when(
                "order", call("shop_order", "{\"item\": \"larvae\", \"amount\": 3}"), say("Done."));
        ask("Please order and write 3 larvae");
        allow();
        untilDone(page);
        button(turn(1), "Ask again").click();
        assertThat(page.locator("#dialog")).containsText("shop_order");
        page.locator("#dialog").getByText("Leave it").click();
        assertThat(page.locator("#dialog")).isHidden();
        assertThat(store().list()).hasSize(1);
        button(turn(1), "Branch").click();
        assertThat(page.locator("#title")).containsText("(2)");
        assertThat(tools.sent).hasSize(1);
        button(turn(1), "Ask again").click();
        page.locator("#dialog .stop").click();
        allow();
        untilDone(page);
        assertThat(tools.sent).hasSize(2);
    }

    private void allow() {
        page.locator(".approval")
                .last()
                .getByText("Allow", new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    @Test
    void nothingIsBranchedWhileAnAnswerIsWrittenAndAfterwardsNothingIsLost() {
        askTwo();
        model.when("slow", say("Slowly", WAIT, "!"));
        ask("A slow one");
        assertThat(answer()).containsText("Slowly");
        button(turn(1), "Ask again").click();
        assertThat(page.locator("#problem")).containsText("An answer is being written");
        assertThat(page.locator(".turn")).hasCount(3);
        Object refused =
                page.evaluate(
                        """
                        async () => (await fetch('/api/conversations/' + location.hash.slice(2) + '/branches',
                            {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{"turns": 3}'})).status
                        """);
        assertThat(refused).isEqualTo(409);
        model.goOn();
        untilDone(page);
        assertThat(answer()).hasText("Slowly!");
        assertThat(store().list()).hasSize(1);
    }
}
