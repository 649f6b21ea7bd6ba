package dev.hoopoe.web.chat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.hoopoe.tools.ToolBox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real Chromium, over a model whose moves the test writes down. */
@Timeout(60)
abstract class WithPage {
    static Chromium chromium;

    @TempDir Path sessions;
    @TempDir Path root;
    final ScriptedModel model = new ScriptedModel();
    final TestTools tools = new TestTools();
    final ToolBox box = ToolBox.of(tools);
    final List<String> complaints = new CopyOnWriteArrayList<>();
    PageServer server;
    BrowserContext context;
    Page page;

    @BeforeAll
    static void openBrowser() {
        chromium = Chromium.open();
        PlaywrightAssertions.setDefaultAssertionTimeout(10_000);
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void openPage() throws Exception {
        server = PageServer.start(model, box, sessions, uploads());
        context = chromium.browser().newContext();
        context.setDefaultTimeout(10_000);
        page = newPage();
        page.navigate(server.link());
        page.waitForURL("**/");
        page.locator("#model").filter(new Locator.FilterOptions().setHasText("Scripted")).waitFor();
    }

    @AfterEach
    void closePage() {
        context.close();
        server.close();
    }

    /** Where dropped files go. */
    Optional<Uploads> uploads() throws IOException {
        return Optional.of(new KeptUploads(root, sessions.resolve("undo")));
    }

    Page newPage() {
        Page fresh = context.newPage();
        fresh.onConsoleMessage(m -> {
            if (m.type().equals("error")) {
                complaints.add(m.text() + " " + m.location());
            }
        });
        fresh.onPageError(complaints::add);
        return fresh;
    }

    void ask(String question) {
        ask(page, question);
    }

    static void ask(Page in, String question) {
        in.locator("#ask-text").fill(question);
        in.locator("#ask-text").press("Enter");
    }

    Locator answer() {
        return page.locator(".answer").last();
    }

    /** Waits until nothing is worked on. */
    static void untilDone(Page in) {
        in.locator("#send").waitFor();
    }
}
