package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The model as LangChain4j sees it, and its turns with tools. */
class ChatModelTest extends WithTestModel {
    private static final ToolSpecification WEATHER =
            ToolSpecification.builder()
                    .name("weather")
                    .description("Tells the weather of a city")
                    .parameters(
                            JsonObjectSchema.builder()
                                    .addStringProperty("city")
                                    .addEnumProperty("unit", List.of("celsius", "fahrenheit"))
                                    .required("city")
                                    .build())
                    .build();

    @Test
    void calls() throws Exception {
        ChatResponse response =
                model.chat(
                        ChatRequest.builder()
                                .messages(UserMessage.from("What is the weather in Rome?"))
                                .toolSpecifications(WEATHER)
                                .toolChoice(ToolChoice.REQUIRED)
                                .maxOutputTokens(100)
                                .build());
        assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        var call = response.aiMessage().toolExecutionRequests().getFirst();
        assertThat(call.name()).isEqualTo("weather");
        assertThat(new ObjectMapper().readTree(call.arguments()).get("city").isTextual()).isTrue();
        assertThat(((EngineTokenUsage) response.tokenUsage()).inputTokenCount()).isPositive();
    }

    @Test
    void turnsAStartedCallIntoAValidOneAndShowsNothingOfIt() {
        StringBuilder shown = new StringBuilder();
        CompletionRequest request =
                ask("Answer with JSON only: {\"name\": \"weather\", \"arguments\": {\"city\": \"Rome\"}}")
                        .withTools(List.of(WEATHER))
                        .withMaxOutputTokens(100)
                        .withMostCalls(1)
                        .withOnText(shown::append)
                        .withAssistantPrefix("Let me look.\n```json\n");
        Turn turn = model.turn(request, ToolChoice.AUTO, List.of());
        assertThat(turn.reason()).isEqualTo(StopReason.END);
        assertThat(turn.calls()).hasSize(1);
        assertThat(turn.calls().getFirst().name()).isEqualTo("weather");
        assertThat(turn.calls().getFirst().arguments()).contains("\"city\": \"");
        assertThat(shown.toString()).isBlank();
    }

    @Test
    void answersWithoutACallWhereNoneMayBe() {
        ChatResponse response =
                model.chat(
                        ChatRequest.builder()
                                .messages(UserMessage.from(CAPITAL))
                                .toolSpecifications(WEATHER)
                                .toolChoice(ToolChoice.NONE)
                                .maxOutputTokens(24)
                                .stopSequences(List.of("Paris"))
                                .build());
        assertThat(response.aiMessage().toolExecutionRequests()).isEmpty();
        assertThat(response.aiMessage().text()).doesNotContain("Paris");
    }

    @Test
    void streamsThroughLangChain4j() throws Exception {
        StringBuilder shown = new StringBuilder();
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        model.chat(
                ChatRequest.builder()
                        .messages(UserMessage.from(CAPITAL))
                        .maxOutputTokens(24)
                        .build(),
                new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String text) {
                        shown.append(text);
                    }

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        done.complete(response);
                    }

                    @Override
                    public void onError(Throwable error) {
                        done.completeExceptionally(error);
                    }
                });
        ChatResponse response = done.get();
        assertThat(response.aiMessage().text()).isEqualTo(shown.toString()).contains("Paris");
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }
}
