package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.inference.StopReason;
import dev.hoopoe.inference.Turn;
import dev.hoopoe.inference.Usage;
import java.util.List;
import java.util.Optional;

/** How one path writes its answers, whole or in pieces. Belongs to one request. */
interface Form {
    /** The whole answer. */
    ObjectNode whole(Turn turn);

    /** What a stream begins with. */
    List<ObjectNode> opening();

    ObjectNode text(String piece);

    /** A piece of what the model thinks, where this form can say that. */
    Optional<ObjectNode> reasoning(String piece);

    /** What a stream ends with, usage apart. */
    List<ObjectNode> closing(Turn turn);

    /** A stream's last piece, if usage was asked for. */
    ObjectNode usage(Turn turn);

    /** Exact counts; the prompt's cached tokens needed no computing. */
    static ObjectNode json(Usage usage) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("prompt_tokens", usage.promptTokens());
        result.put("completion_tokens", usage.outputTokens());
        result.put("total_tokens", usage.promptTokens() + usage.outputTokens());
        result.putObject("prompt_tokens_details").put("cached_tokens", usage.cachedTokens());
        return result;
    }

    static String finishReason(Turn turn) {
        if (turn.reason() == StopReason.LENGTH) {
            return "length";
        }
        return turn.calls().isEmpty() ? "stop" : "tool_calls";
    }
}
