package dev.hoopoe.inference;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** LangChain4j's messages as the maps that chat templates read. */
final class MessageJson {
    private MessageJson() {}

    static Map<String, Object> of(ChatMessage message) {
        return switch (message) {
            case SystemMessage system -> message("system", system.text());
            case UserMessage user -> message("user", text(user.contents()));
            case AiMessage assistant -> assistant(assistant);
            case ToolExecutionResultMessage result -> result(result);
            default ->
                    throw new InferenceException(
                            "The embedded engine cannot show a message of type "
                                    + message.type()
                                    + " to a model.");
        };
    }

    private static Map<String, Object> message(String role, String content) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("role", role);
        result.put("content", content);
        return result;
    }

    private static String text(List<Content> contents) {
        return contents.stream().map(MessageJson::text).collect(Collectors.joining("\n"));
    }

    private static String text(Content content) {
        if (content instanceof TextContent text) {
            return text.text();
        }
        throw new InferenceException(
                "The embedded engine reads text only, and the message has "
                        + content.type()
                        + ". Send its text.");
    }

    private static Map<String, Object> assistant(AiMessage message) {
        Map<String, Object> result =
                message("assistant", message.text() == null ? "" : message.text());
        if (message.hasToolExecutionRequests()) {
            result.put(
                    "tool_calls",
                    message.toolExecutionRequests().stream().map(MessageJson::call).toList());
        }
        return result;
    }

    private static Map<String, Object> call(ToolExecutionRequest request) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", request.name());
        // Templates write the object out as JSON again; a text they would quote a second time.
        String arguments = request.arguments();
        function.put(
                "arguments",
                arguments == null || arguments.isBlank() ? Map.of() : Json.object(arguments));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("type", "function");
        if (request.id() != null) {
            result.put("id", request.id());
        }
        result.put("function", function);
        return result;
    }

    private static Map<String, Object> result(ToolExecutionResultMessage message) {
        Map<String, Object> result = message("tool", message.text() == null ? "" : message.text());
        result.put("name", message.toolName());
        if (message.id() != null) {
            result.put("tool_call_id", message.id());
        }
        return result;
    }
}
