package dev.hoopoe.web.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hoopoe.web.chat.ScriptedModel.call;
import static dev.hoopoe.web.chat.ScriptedModel.say;
import static dev.hoopoe.web.chat.ScriptedModel.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model or a page writes runs nothing and fetches nothing. */
class HostileAnswersTest extends WithPage {
    private static final String NOTHING_ACTIVE =
            """
            () => [...document.querySelectorAll('.turn *, .panel *')].filter((e) =>
                e.matches('script, iframe, img, form, svg, math, style, link, object, video, base, meta, template, input, [id]')
                || [...e.attributes].some((a) => a.name.startsWith('on') || a.name === 'style')
                || (e.matches('a') && !/^(https?:|mailto:)/.test(e.getAttribute('href')))
                || (e.matches('a') && e.rel !== 'noopener noreferrer')).map((e) => e.outerHTML.slice(0, 200))
            """;

    // As a pointer, a keyboard and time would; links and buttons are left alone.
    private static final String TOUCH =
            """
            () => document.querySelectorAll('.turn *, .panel *').forEach((e) => {
              for (const type of ['mouseover', 'mouseenter', 'focus', 'blur', 'input', 'toggle', 'error', 'load', 'animationend', 'pointerdown', 'keydown']) e.dispatchEvent(new Event(type));
              if (!e.closest('a, button, summary')) e.dispatchEvent(new MouseEvent('click'));
            })
            """;

    private final List<String> fetched = new CopyOnWriteArrayList<>();
    private HttpServer trap;

    @BeforeEach
    void setTrap() throws Exception {
        trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        trap.createContext(
                "/",
                exchange -> {
                    fetched.add(exchange.getRequestURI().toString());
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        trap.start();
    }

    @AfterEach
    void closeTrap() {
        trap.stop(0);
    }

    private List<String> texts(String file) throws Exception {
        List<String> texts = new ArrayList<>();
        try (InputStream in = HostileAnswersTest.class.getResourceAsStream(file)) {
            for (JsonNode one : new JsonMapper().readTree(in)) {
                texts.add(filled(one.path("text").asText()));
            }
        }
        return texts;
    }

    private String filled(String text) {
        return switch (text) {
            case "LONG" -> "x".repeat(30_000);
            case "QUOTES" -> ">".repeat(20_000) + " deep";
            case "LISTS" -> "- ".repeat(3_000) + "deep";
            case "STARS" -> "*a **b ".repeat(2_000);
            case "BRACKETS" -> "[".repeat(10_000) + "x" + "](".repeat(2_000);
            default -> text.replace("PORT", String.valueOf(trap.getAddress().getPort()));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostile-first.json", "hostile-second.json", "hostile-third.json"})
    void answersRunNothingAndFetchNothing(String file) throws Exception {
        List<String> texts = texts(file);
        assertThat(texts).hasSize(15);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            // Cut into pieces, as it grows; the long ones are about time.
            model.when(
                    "Case %d!".formatted(i),
                    text.length() > 1_000 ? say(text) : stream(text, 4_000));
            ask("Case %d!".formatted(i));
            untilDone(page);
        }
        harmless();
        page.reload();
        page.locator(".turn").last().waitFor();
        harmless();
    }

    @Test
    void resultsAndQuestionsRunNothing() {
        String bad = "<img src=x onerror=window.hit=1>";
        model.when(
                "order",
                call("shop_order", "{\"item\": \"%s\", \"amount\": 1}".formatted(bad)),
                say(bad));
        ask("order and write " + bad + " <script>window.hit=1</script>");
        page.locator(".approval").getByText("Refuse").click();
        untilDone(page);
        page.locator(".timeline > summary").click();
        harmless();
        assertThat(page.locator("#title").textContent()).contains("<script>");
    }

    @Test
    void pagesRunNothingWhereverTheyAreShown() throws Exception {
        List<String> texts = texts("hostile-pages.json");
        assertThat(texts).hasSize(12);
        for (int i = 0; i < texts.size(); i++) {
            String address = "http://meadow.example/page-%d-".formatted(i);
            tools.pages.put(address, texts.get(i));
            model.when("page-%d-".formatted(i), say("unused"), say(texts.get(i)));
            ask("What does %s say?".formatted(address));
            untilDone(page);
        }
        page.locator(".timeline").evaluateAll("all => all.forEach((e) => { e.open = true; })");
        page.locator(".step-box").evaluateAll("all => all.forEach((e) => { e.open = true; })");
        harmless();
        for (int i = 0; i < texts.size(); i++) {
            page.locator(".turn").nth(i).locator(".source").click();
            page.locator("#panel .passage").waitFor();
            harmless();
            page.keyboard().press("Escape");
        }
        assertThat(tools.sent).isEmpty();
        assertThat(page.locator(".approval")).hasCount(0);
        assertThat(page.locator(".app")).isVisible();
    }

    @Test
    void aHostileRowRunsNothingAsATableChartOrBranch() {
        String bad = "<img src=x onerror=window.hit=1>";
        String table = "| %s | n |\n|---|---|\n| %s | 1 |\n| b | 2 |\n".formatted(bad, bad);
        model.when("table", say(table));
        ask("A table " + bad);
        untilDone(page);
        page.locator(".table-tools").getByText("Chart").click();
        page.locator(".chart canvas").waitFor();
        assertThat(page.evaluate("window.hit ?? 'none'")).isEqualTo("none");
        page.locator(".foot-row").getByText("Branch").click();
        page.locator(".fork").waitFor();
        assertThat(page.locator(".fork a").textContent()).contains(bad);
        harmless();
    }

    private void harmless() {
        page.evaluate(TOUCH);
        assertThat(page.evaluate("window.hit ?? 'none'")).isEqualTo("none");
        assertThat((List<?>) page.evaluate(NOTHING_ACTIVE)).isEmpty();
        assertThat(fetched).isEmpty();
        assertThat(page.url()).startsWith(server.address().toString());
        assertThat(complaints).isEmpty();
    }
}
