package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import java.util.Map;

/** LangChain4j's requests and answers, carried over to ours. */
final class ChatRequests {
    private ChatRequests() {}

    static ChatResponse respond(
            ToolCallingModel model, ChatRequest request, OutputListener listener) {
        List<String> stops = request.stopSequences();
        ToolChoice choice = request.toolChoice();
        Turn turn =
                model.turn(
                        completion(request).withListener(listener),
                        choice == null ? ToolChoice.AUTO : choice,
                        stops == null ? List.of() : stops);
        return ChatResponse.builder()
                .aiMessage(message(turn))
                .modelName(model.name())
                .tokenUsage(new EngineTokenUsage(turn.usage()))
                .finishReason(reason(turn))
                .build();
    }

    static void stream(
            ToolCallingModel model, ChatRequest request, StreamingChatResponseHandler handler) {
        ChatResponse response;
        try {
            response =
                    respond(
                            model,
                            request,
                            new OutputListener(
                                    handler::onPartialResponse,
                                    text -> handler.onPartialThinking(new PartialThinking(text))));
        } catch (RuntimeException e) {
            handler.onError(e);
            return;
        }
        List<ToolExecutionRequest> calls = response.aiMessage().toolExecutionRequests();
        for (int i = 0; i < calls.size(); i++) {
            handler.onCompleteToolCall(new CompleteToolCall(i, calls.get(i)));
        }
        handler.onCompleteResponse(response);
    }

    private static CompletionRequest completion(ChatRequest request) {
        Integer most = request.maxOutputTokens();
        return CompletionRequest.of(request.messages())
                .withTools(
                        request.toolSpecifications() == null
                                ? List.of()
                                : request.toolSpecifications())
                .withConstraint(constraint(request.responseFormat()))
                .withSampling(sampling(request))
                .withMaxOutputTokens(most == null ? 0 : most);
    }

    private static Constraint constraint(ResponseFormat format) {
        if (format == null || format.type() != ResponseFormatType.JSON) {
            return Constraint.none();
        }
        return new Constraint.Json(
                format.jsonSchema() == null
                        ? Map.of("type", "object")
                        : ToolJson.schema(format.jsonSchema().rootElement()));
    }

    private static Sampling sampling(ChatRequest request) {
        Double temperature = request.temperature();
        Integer topK = request.topK();
        Double topP = request.topP();
        return new Sampling(
                temperature == null ? 0 : temperature,
                topK == null ? 0 : topK,
                topP == null ? 1 : topP,
                0);
    }

    private static AiMessage message(Turn turn) {
        AiMessage.Builder message = AiMessage.builder().toolExecutionRequests(turn.calls());
        if (!turn.text().isEmpty() || turn.calls().isEmpty()) {
            message.text(turn.text());
        }
        if (!turn.reasoning().isEmpty()) {
            message.thinking(turn.reasoning());
        }
        return message.build();
    }

    private static FinishReason reason(Turn turn) {
        if (!turn.calls().isEmpty()) {
            return FinishReason.TOOL_EXECUTION;
        }
        return switch (turn.reason()) {
            case END -> FinishReason.STOP;
            case LENGTH -> FinishReason.LENGTH;
            case CANCELLED, DEADLINE -> FinishReason.OTHER;
        };
    }
}
