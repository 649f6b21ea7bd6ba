package dev.hoopoe.web.chat;

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
            case "QUOTES" -> ">".repeat(20_000) + " deep";
            case "LISTS" -> "- ".repeat(3_000) + "deep";
            case "STARS" -> "*a **b ".repeat(2_000);
            case "BRACKETS" -> "[".repeat(10_000) + "x" + "](".repeat(2_000);
            default -> text.replace("PORT", String.valueOf(trap.getAddress().getPort()));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostile-first.json", "hostile-second.json"})
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

    private void harmless() {
        assertThat(page.evaluate("window.hit ?? 'none'")).isEqualTo("none");
        assertThat((List<?>) page.evaluate(NOTHING_ACTIVE)).isEmpty();
        assertThat(fetched).isEmpty();
        assertThat(page.url()).startsWith(server.address().toString());
        assertThat(complaints).isEmpty();
    }
}
