package dev.hoopoe.web.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hoopoe.inference.StopReason;
import dev.hoopoe.inference.Timings;
import dev.hoopoe.inference.Turn;
import dev.hoopoe.inference.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the small models of other tests do not do: think, and call several tools. */
class ChatFormTest {
    private final ChatForm form = new ChatForm("m");

    private static Turn turn(String text, String reasoning, int calls) {
        List<ToolExecutionRequest> requests =
                IntStream.range(0, calls)
                        .mapToObj(i ->
                                ToolExecutionRequest.builder()
                                        .id("c" + i)
                                        .name("f")
                                        .arguments("{\"n\": " + i + "}")
                                        .build())
                        .toList();
        return new Turn(
                text,
                reasoning,
                requests,
                StopReason.END,
                new Usage(10, 4, 3),
                new Timings(0, 0, 0, 0));
    }

    @Test
    void thoughtsAreApart() {
        JsonNode message = form.whole(turn("4", "2 and 2", 0)).at("/choices/0/message");
        assertThat(message.path("content").asText()).isEqualTo("4");
        assertThat(message.path("reasoning_content").asText()).isEqualTo("2 and 2");
        assertThat(form.whole(turn("4", "", 0)).at("/choices/0/message").has("reasoning_content"))
                .isFalse();
        assertThat(form.reasoning("2 and").orElseThrow().at("/choices/0/delta").toString())
                .isEqualTo("{\"reasoning_content\":\"2 and\"}");
    }

    @Test
    void callsAreNumbered() {
        Turn turn = turn("Both.", "", 2);
        JsonNode whole = form.whole(turn);
        assertThat(whole.at("/choices/0/message/content").asText()).isEqualTo("Both.");
        assertThat(whole.at("/choices/0/message/tool_calls/1/function/arguments").asText())
                .isEqualTo("{\"n\": 1}");
        assertThat(form.closing(turn))
                .extracting(c -> c.at("/choices/0/delta/tool_calls/0/index").asInt(-1))
                .containsExactly(0, 1, -1);
        assertThat(form.closing(turn).getLast().at("/choices/0/finish_reason").asText())
                .isEqualTo("tool_calls");
    }

    @Test
    void usageTellsWhatTheCacheHeld() {
        assertThat(form.usage(turn("", "", 0)).path("usage").toString())
                .isEqualTo(
                        "{\"prompt_tokens\":10,\"completion_tokens\":3,\"total_tokens\":13,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":4}}");
    }
}
