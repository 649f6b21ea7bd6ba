package dev.hoopoe.web.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import org.eclipse.jetty.server.Request;

/** Reads a request's body as a JSON object, within limits. Safe from every thread. */
public final class JsonBody {
    private static final int LONGEST_MESSAGE = 200;

    private final WebLimits limits;
    private final RequestBody body;
    private final JsonMapper mapper;

    public JsonBody(WebLimits limits) {
        this.limits = limits;
        this.body = new RequestBody(limits, "Shorten the conversation.");
        StreamReadConstraints constraints =
                StreamReadConstraints.builder().maxNestingDepth(limits.jsonDepth()).build();
        JsonFactory factory =
                JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        // Two programs could read two different values.
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        this.mapper =
                JsonMapper.builder(factory)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();
    }

    /**
     * Waits for the body, and reads it.
     *
     * @throws ApiException if it is too long, late, or no JSON object
     */
    public ObjectNode read(Request request) {
        JsonNode value = parse(body.read(request));
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw bad("The body must be a JSON object; it is %s.".formatted(kind(value)));
    }

    private JsonNode parse(byte[] bytes) {
        try {
            return mapper.readTree(bytes);
        } catch (StreamConstraintsException e) {
            throw bad(
                    "The body's JSON is nested deeper than %d levels, or has a number or name longer than this server reads. Make it simpler."
                            .formatted(limits.jsonDepth()));
        } catch (JsonProcessingException e) {
            throw bad(
                    "The body is no valid JSON at line %d, column %d: %s"
                            .formatted(
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                                    shortened(String.valueOf(e.getOriginalMessage()))));
        } catch (IOException e) {
            throw bad("The body is no valid JSON in UTF-8. Check its encoding.");
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static String kind(JsonNode value) {
        return value.isMissingNode()
                ? "empty"
                : value.getNodeType().toString().toLowerCase(Locale.ROOT);
    }

    private static ApiException bad(String message) {
        return new ApiException(ApiError.badRequest("", message));
    }
}
