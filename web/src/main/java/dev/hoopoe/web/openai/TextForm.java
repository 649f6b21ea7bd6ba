package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.inference.Turn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code text_completion}, which has no other form for its pieces. */
final class TextForm implements Form {
    private final Stamp stamp;

    TextForm(String model) {
        this.stamp = Stamp.of("cmpl-", model);
    }

    @Override
    public ObjectNode whole(Turn turn) {
        ObjectNode result = piece(turn.text(), Form.finishReason(turn));
        result.set("usage", Form.json(turn.usage()));
        return result;
    }

    @Override
    public List<ObjectNode> opening() {
        return List.of();
    }

    @Override
    public ObjectNode text(String piece) {
        return piece(piece, null);
    }

    @Override
    public Optional<ObjectNode> reasoning(String piece) {
        return Optional.empty();
    }

    @Override
    public List<ObjectNode> closing(Turn turn) {
        return List.of(piece("", Form.finishReason(turn)));
    }

    @Override
    public ObjectNode usage(Turn turn) {
        ObjectNode result = stamp.on("text_completion");
        result.putArray("choices");
        result.set("usage", Form.json(turn.usage()));
        return result;
    }

    private ObjectNode piece(String text, @Nullable String reason) {
        ObjectNode result = stamp.on("text_completion");
        ObjectNode choice = result.putArray("choices").addObject();
        choice.put("index", 0).put("text", text).putNull("logprobs");
        choice.put("finish_reason", reason);
        return result;
    }
}
