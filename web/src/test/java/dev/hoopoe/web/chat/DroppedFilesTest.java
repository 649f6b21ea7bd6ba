package dev.hoopoe.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hoopoe.web.chat.ScriptedModel.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import dev.hoopoe.agent.sessions.Exchange;
import dev.hoopoe.agent.sessions.SessionStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Files that are dropped, chosen or pasted come with the question, and lie where tools read them.
 */
class DroppedFilesTest extends WithPage {
    private static final String DROP =
            """
            ([name, text]) => {
              const data = new DataTransfer();
              data.items.add(new File([typeof text === 'number' ? new Uint8Array(text) : text], name));
              for (const type of ['dragover', 'drop']) {
                document.getElementById('thread').dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
              }
            }
            """;

    private static final String DROP_LINK =
            """
            link => {
              const data = new DataTransfer();
              data.setData('text/uri-list', link);
              document.getElementById('thread').dispatchEvent(new DragEvent('drop', {bubbles: true, cancelable: true, dataTransfer: data}));
            }
            """;

    private Locator chips() {
        return page.locator("#file-row .file");
    }

    private void choose(String name, String content) {
        FileChooser chooser = page.waitForFileChooser(() -> page.locator("#add-file").click());
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        chooser.setFiles(new FilePayload(name, "text/plain", bytes));
    }

    /** The content, or how many bytes of it. */
    private void drop(String name, Object content) {
        page.evaluate(DROP, List.of(name, content));
    }

    private List<String> kept() throws IOException {
        Path folder = root.resolve("uploads");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private String asked() {
        SessionStore store = SessionStore.in(sessions);
        String id = store.list().getFirst().id();
        return Exchange.of(store.entries(id)).getLast().question();
    }

    @Test
    void aDroppedFileIsNamedByTheQuestion() throws Exception {
        model.when("rota", say("Mirela on Monday."));
        drop("Rota (2026).md", "1: Mirela");
        assertThat(chips()).containsText("uploads/Rota_2026_.md");
        assertThat(page.locator("#drop")).isHidden();
        assertThat(kept()).containsExactly("Rota_2026_.md");
        assertThat(Files.readString(root.resolve("uploads/Rota_2026_.md"))).isEqualTo("1: Mirela");
        ask("Who is on the rota?");
        untilDone(page);
        assertThat(asked()).isEqualTo("Who is on the rota?\nFile: uploads/Rota_2026_.md");
        assertThat(chips()).hasCount(0);
        assertThat(page.locator(".bubble .chip")).containsText("uploads/Rota_2026_.md");
        assertThat(page.locator("#title")).hasText("Who is on the rota?");
        page.reload();
        assertThat(page.locator(".bubble .chip")).containsText("uploads/Rota_2026_.md");
        page.locator(".foot-row").getByText("Edit").click();
        page.locator(".edit-text").fill("Who else is on the rota?");
        page.keyboard().press("Enter");
        assertThat(page.locator("#title")).hasText("Who else is on the rota?");
        untilDone(page);
        assertThat(asked()).isEqualTo("Who else is on the rota?\nFile: uploads/Rota_2026_.md");
        assertThat(complaints).isEmpty();
    }

    @Test
    void whatIsTakenFromTheQuestionIsTakenAwayAgain() throws Exception {
        choose("a.txt", "first");
        assertThat(chips()).containsText("uploads/a.txt");
        choose("a.txt", "second");
        assertThat(chips().nth(1)).containsText("uploads/a-2.txt");
        choose("a.txt", "first");
        assertThat(chips()).hasCount(3);
        assertThat(kept()).containsExactly("a-2.txt", "a.txt");
        chips().nth(1).locator("button").click();
        assertThat(chips()).hasCount(2);
        page.waitForCondition(() -> !Files.exists(root.resolve("uploads/a-2.txt")));
        chips().nth(1).locator("button").click();
        assertThat(chips()).hasCount(1);
        ask("What is there?");
        untilDone(page);
        assertThat(kept()).containsExactly("a.txt");
    }

    @Test
    void whatIsTooLargeIsSaidAndNotSent() throws Exception {
        drop("big.bin", (16 << 20) + 1);
        assertThat(page.locator("#problem")).containsText("16.0 MB are the most");
        assertThat(chips()).hasCount(0);
        assertThat(kept()).isEmpty();
        drop("just.bin", 16 << 20);
        assertThat(chips()).containsText("uploads/just.bin");
        choose("con.txt", "x");
        assertThat(page.locator("#problem")).containsText("the name of a device");
        assertThat(chips()).hasCount(1);
    }

    @Test
    void eightFilesComeAndTheNinthIsSaid() throws Exception {
        for (int i = 1; i <= 9; i++) {
            drop("f%d.txt".formatted(i), "no " + i);
        }
        assertThat(page.locator("#problem")).containsText("8 files come with a question");
        assertThat(chips().locator(".file-name").last()).hasText("uploads/f8.txt");
        assertThat(chips()).hasCount(8);
        assertThat(kept()).hasSize(8);
        ask("All of them?");
        untilDone(page);
        assertThat(asked().lines().filter(l -> l.startsWith("File: "))).hasSize(8);
    }

    @Test
    void aDroppedLinkIsThePage() {
        page.evaluate(DROP_LINK, "https://meadow.example/birds");
        assertThat(page.locator("#ask-url")).hasValue("https://meadow.example/birds");
        assertThat(page.locator("#drop")).isHidden();
    }

    @Test
    void aPastedFileComesToo() throws Exception {
        page.evaluate(
                """
                () => {
                  const data = new DataTransfer();
                  data.items.add(new File(['x'], 'pasted.txt'));
                  document.getElementById('ask-text').dispatchEvent(new ClipboardEvent('paste', {bubbles: true, cancelable: true, clipboardData: data}));
                }
                """);
        assertThat(chips()).containsText("uploads/pasted.txt");
        assertThat(kept()).containsExactly("pasted.txt");
    }

    @Test
    void onlyWhatThisPagePutThereIsTakenBackAndOnlyThePageMaySend() throws Exception {
        new KeptUploads(root, sessions.resolve("undo")).keep("mine.txt", new byte[] {1});
        assertThat(status("DELETE", "uploads/u1", "")).isEqualTo(409);
        assertThat(kept()).containsExactly("mine.txt");
        assertThat(status("POST", "uploads?name=x.txt", "text/plain")).isEqualTo(415);
        assertThat(status("POST", "uploads?name=x.txt", "application/octet-stream")).isEqualTo(200);
    }

    private Object status(String method, String path, String type) {
        return page.evaluate(
                "async ([method, path, type]) => (await fetch('/api/' + path, {method, headers: type ? {'Content-Type': type} : {}, body: type ? 'x' : undefined})).status",
                List.of(method, path, type));
    }
}
