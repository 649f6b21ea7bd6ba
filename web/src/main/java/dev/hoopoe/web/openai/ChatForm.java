package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.inference.Turn;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code chat.completion} and {@code chat.completion.chunk}. */
final class ChatForm implements Form {
    private final Stamp stamp;

    ChatForm(String model) {
        this.stamp = Stamp.of("chatcmpl-", model);
    }

    @Override
    public ObjectNode whole(Turn turn) {
        ObjectNode result = stamp.on("chat.completion");
        ObjectNode choice = result.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        boolean said = !turn.text().isEmpty() || turn.calls().isEmpty();
        message.put("content", said ? turn.text() : null);
        message.putNull("refusal");
        if (!turn.reasoning().isEmpty()) {
            message.put("reasoning_content", turn.reasoning());
        }
        if (!turn.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            turn.calls().forEach(call -> write(calls.addObject(), call));
        }
        choice.putNull("logprobs");
        choice.put("finish_reason", Form.finishReason(turn));
        result.set("usage", Form.json(turn.usage()));
        return result;
    }

    private static void write(ObjectNode json, ToolExecutionRequest call) {
        json.put("id", call.id());
        json.put("type", "function");
        json.putObject("function").put("name", call.name()).put("arguments", call.arguments());
    }

    @Override
    public List<ObjectNode> opening() {
        return List.of(chunk(delta().put("role", "assistant").put("content", ""), null));
    }

    @Override
    public ObjectNode text(String piece) {
        return chunk(delta().put("content", piece), null);
    }

    @Override
    public Optional<ObjectNode> reasoning(String piece) {
        return Optional.of(chunk(delta().put("reasoning_content", piece), null));
    }

    @Override
    public List<ObjectNode> closing(Turn turn) {
        List<ObjectNode> result = new ArrayList<>();
        for (ToolExecutionRequest call : turn.calls()) {
            ObjectNode delta = delta();
            ObjectNode json = delta.putArray("tool_calls").addObject().put("index", result.size());
            write(json, call);
            result.add(chunk(delta, null));
        }
        result.add(chunk(delta(), Form.finishReason(turn)));
        return result;
    }

    @Override
    public ObjectNode usage(Turn turn) {
        ObjectNode result = stamp.on("chat.completion.chunk");
        result.putArray("choices");
        result.set("usage", Form.json(turn.usage()));
        return result;
    }

    private static ObjectNode delta() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode chunk(ObjectNode delta, @Nullable String reason) {
        ObjectNode result = stamp.on("chat.completion.chunk");
        ObjectNode choice = result.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", reason);
        return result;
    }
}
