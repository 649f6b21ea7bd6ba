package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.web.http.ApiException;
import dev.hoopoe.web.http.Caller;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.EofException;

/** {@code /v1/embeddings}: texts in, vectors out. One request's; used by its thread. */
final class Embeddings {
    /** Texts computed between two looks at the clock and the caller. */
    static final int BATCH = 8;

    private final ServedModels.Embedding model;
    private final List<String> texts;
    private final boolean base64;
    private final ArrayNode data = JsonNodeFactory.instance.arrayNode();
    private int tokens;

    private Embeddings(ServedModels.Embedding model, List<String> texts, boolean base64) {
        this.model = model;
        this.texts = texts;
        this.base64 = base64;
    }

    static Embeddings of(Fields request, ServedModels.Embedding model, int mostInputs) {
        List<String> texts = Texts.of(request, "input");
        if (texts.size() > mostInputs) {
            throw Fields.error(
                    "input",
                    "input has %d texts; at most %d are taken at once. Send them in several requests."
                            .formatted(texts.size(), mostInputs));
        }
        if (texts.stream().anyMatch(String::isBlank)) {
            throw Fields.error(
                    "input", "input has a text of spaces only, which says nothing. Leave it out.");
        }
        refuseOtherDimensions(request, model.model());
        return new Embeddings(model, texts, isBase64(request));
    }

    private static void refuseOtherDimensions(Fields request, EmbeddingModel model) {
        var wanted = request.whole("dimensions", 1, Integer.MAX_VALUE);
        if (wanted.isPresent() && wanted.getAsInt() != model.dimension()) {
            throw request.wrong(
                    "dimensions",
                    "this model's vectors have %d and cannot be shortened; leave it out"
                            .formatted(model.dimension()));
        }
    }

    private static boolean isBase64(Fields request) {
        return switch (request.text("encoding_format").orElse("float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw request.wrong("encoding_format", "must be float or base64");
        };
    }

    /**
     * Computes the answer.
     *
     * @throws ApiException if it is late or the server stops
     * @throws IOException if the caller left
     */
    ObjectNode answer(Caller caller, Duration time, BooleanSupplier stopping) throws IOException {
        long started = System.nanoTime();
        for (int from = 0; from < texts.size(); from += BATCH) {
            if (caller.isGone()) {
                throw new EofException("The caller left");
            }
            if (stopping.getAsBoolean()) {
                throw Gate.stopping();
            }
            if (System.nanoTime() - started > time.toNanos()) {
                throw new ApiException(Failures.late(time));
            }
            compute(texts.subList(from, Math.min(texts.size(), from + BATCH)));
        }
        return json();
    }

    private void compute(List<String> batch) {
        Response<List<Embedding>> response =
                model.model().embedAll(batch.stream().map(TextSegment::from).toList());
        response.content().forEach(this::add);
        TokenUsage usage = response.tokenUsage();
        if (usage != null && usage.inputTokenCount() != null) {
            tokens += usage.inputTokenCount();
        }
    }

    private void add(Embedding embedding) {
        ObjectNode json = data.addObject().put("object", "embedding").put("index", data.size() - 1);
        if (base64) {
            json.put("embedding", base64(embedding.vector()));
        } else {
            ArrayNode numbers = json.putArray("embedding");
            for (float number : embedding.vector()) {
                numbers.add(number);
            }
        }
    }

    /** Little-endian floats of 32 bits, as OpenAI's clients decode them. */
    private static String base64(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private ObjectNode json() {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("object", "list");
        result.set("data", data);
        result.put("model", model.id());
        result.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return result;
    }
}
