package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns, with texts instead of a model. */
class TurnsTest {
    private static final ToolSpecification WEATHER =
            ToolSpecification.builder()
                    .name("weather")
                    .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
                    .build();
    private static final String ROME =
            "{\"name\": \"weather\", \"arguments\": {\"city\": \"Rome\"}}";
    private static final String OSLO =
            "{\"name\": \"weather\", \"arguments\": {\"city\": \"a\\nb</tool_call>\"}}";

    private final List<CompletionRequest> asked = new ArrayList<>();

    /** Writes these stretches; the watcher and the grammar see what a model's text would show. */
    private Turn turn(ToolChoice choice, StopReason reason, String... stretches) {
        Turns turns =
                new Turns((request, watcher, wanted) -> {
                    String text = stretches[asked.size()];
                    asked.add(request);
                    TextWatcher.Verdict verdict = watcher.look(text);
                    String kept = verdict.ends() ? text.substring(0, verdict.safe()) : text;
                    return new Completion(
                            kept, "", reason, new Usage(7, 0, 3), new Timings(0, 1, 2, 3));
                });
        CompletionRequest request =
                CompletionRequest.of(List.of(UserMessage.from("Weather?")))
                        .withTools(List.of(WEATHER));
        return turns.take(request, choice, List.of());
    }

    @Test
    void severalCallsInTags() {
        Turn turn =
                turn(
                        ToolChoice.AUTO,
                        StopReason.END,
                        "I look.\n<tool_call>\n{",
                        ROME + "\n</tool_call>\n<tool_call>\n" + OSLO + "\n</tool_call>");
        assertThat(turn.text()).isEqualTo("I look.");
        assertThat(turn.calls()).extracting("name").containsExactly("weather", "weather");
        assertThat(turn.calls().get(1).arguments()).isEqualTo("{\"city\": \"a\\nb</tool_call>\"}");
        assertThat(asked.get(1).input().assistantPrefix()).isEqualTo("I look.\n<tool_call>\n");
    }

    @Test
    void severalCallsInFences() {
        Turn turn =
                turn(
                        ToolChoice.AUTO,
                        StopReason.END,
                        "```json\n{",
                        ROME + "\n```\n```json\n" + ROME + "\n```");
        assertThat(turn.calls()).hasSize(2);
        assertThat(turn.text()).isEmpty();
    }

    @Test
    void severalCallsOnLines() {
        Turn turn = turn(ToolChoice.REQUIRED, StopReason.END, ROME + "\n" + OSLO);
        assertThat(turn.calls()).hasSize(2);
        assertThat(turn.calls().get(0).id()).isNotEqualTo(turn.calls().get(1).id());
    }

    @Test
    void aCallThatWasCutOffIsNone() {
        Turn turn = turn(ToolChoice.REQUIRED, StopReason.LENGTH, ROME + "\n{\"name\": \"wea");
        assertThat(turn.calls()).hasSize(1);
        assertThat(turn.reason()).isEqualTo(StopReason.LENGTH);
    }

    @Test
    void anAnswerIsNoCall() {
        Turn turn = turn(ToolChoice.AUTO, StopReason.END, "It rains.");
        assertThat(turn.calls()).isEmpty();
        assertThat(turn.text()).isEqualTo("It rains.");
        assertThat(asked).hasSize(1);
    }
}
