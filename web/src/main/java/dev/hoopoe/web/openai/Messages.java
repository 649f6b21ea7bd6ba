package dev.hoopoe.web.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one conversation. What a model thought ({@code reasoning_content}) is accepted and dropped:
 * models are not trained to see it again.
 */
final class Messages {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<ChatMessage> read = new ArrayList<>();

    /** The names of tools by the ids of their calls. */
    private final Map<String, String> calls = new LinkedHashMap<>();

    private Messages() {}

    static List<ChatMessage> of(Fields request) {
        List<Fields> all = request.objects("messages");
        if (all.isEmpty()) {
            throw request.missing("messages", "an array of at least one message");
        }
        Messages messages = new Messages();
        all.forEach(messages::add);
        if (messages.read.isEmpty()) {
            throw request.wrong("messages", "none of them says anything");
        }
        return messages.read;
    }

    private void add(Fields message) {
        switch (message.requiredText("role")) {
            case "system", "developer" -> system(message);
            case "user" -> read.add(UserMessage.from(said(message)));
            case "assistant" -> read.add(assistant(message));
            case "tool" -> read.add(result(message));
            default ->
                    throw message.wrong(
                            "role", "must be system, developer, user, assistant or tool");
        }
    }

    private void system(Fields message) {
        String text = text(message).orElse("");
        // Some programs send their empty settings.
        if (!text.isBlank()) {
            read.add(SystemMessage.from(text));
        }
    }

    private static String said(Fields message) {
        String text = text(message).orElse("");
        if (text.isBlank()) {
            throw message.wrong("content", "must say something");
        }
        return text;
    }

    private static Optional<String> text(Fields message) {
        Optional<JsonNode> content = message.value("content");
        if (content.isEmpty() || content.get().isTextual()) {
            return content.map(JsonNode::textValue);
        }
        List<String> parts = new ArrayList<>();
        for (Fields part : message.objects("content")) {
            if (!part.requiredText("type").equals("text")) {
                throw part.wrong("type", "the model reads text only; send parts of type text");
            }
            parts.add(part.requiredText("text"));
        }
        return Optional.of(String.join("\n", parts));
    }

    private AiMessage assistant(Fields message) {
        List<ToolExecutionRequest> requests =
                message.objects("tool_calls").stream().map(this::call).toList();
        Optional<String> text = text(message).filter(t -> requests.isEmpty() || !t.isEmpty());
        if (text.isEmpty() && requests.isEmpty()) {
            throw message.wrong("content", "an assistant's message has content or tool_calls");
        }
        AiMessage.Builder result = AiMessage.builder().toolExecutionRequests(requests);
        text.ifPresent(result::text);
        return result.build();
    }

    private ToolExecutionRequest call(Fields call) {
        Fields function = call.requiredObject("function");
        String id = call.requiredText("id");
        String name = function.requiredText("name");
        calls.put(id, name);
        return ToolExecutionRequest.builder()
                .id(id)
                .name(name)
                .arguments(arguments(function))
                .build();
    }

    private static String arguments(Fields function) {
        String arguments = function.text("arguments").orElse("{}");
        if (arguments.isBlank()) {
            return "{}";
        }
        try {
            if (JSON.readTree(arguments).isObject()) {
                return arguments;
            }
        } catch (JsonProcessingException e) {
            throw function.wrong("arguments", "must be a JSON object, written as a string");
        }
        throw function.wrong("arguments", "must be a JSON object, written as a string");
    }

    private ToolExecutionResultMessage result(Fields message) {
        String id = message.requiredText("tool_call_id");
        String name = calls.get(id);
        if (name == null) {
            throw message.wrong(
                    "tool_call_id",
                    "no assistant's message before it has a call of that id; send that message too");
        }
        return ToolExecutionResultMessage.from(id, name, text(message).orElse(""));
    }
}
