package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.ApiException;
import dev.hoopoe.web.http.Caller;
import dev.hoopoe.web.http.JsonBody;
import dev.hoopoe.web.http.Replies;
import dev.hoopoe.web.http.WebLimits;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@code /v1/chat/completions}, {@code /v1/completions}, {@code /v1/embeddings}, {@code
 * /v1/models} and {@code /health} as OpenAI's API does; leaves all other paths to other handlers.
 *
 * <p>It blocks, so it needs a server with a thread for each request, such as {@link
 * dev.hoopoe.web.http.WebServer}. Whoever made it closes it before the server and the models.
 */
public final class OpenAiEndpoint extends Handler.Abstract implements AutoCloseable {
    /** Needs no key: it tells only that the server is there. */
    public static final String HEALTH = "/health";

    private static final String PREFIX = "/v1/";
    private static final String MODELS = "/v1/models";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> WRITING = Set.of("POST");

    private final ServedModels models;
    private final EndpointLimits limits;
    private final JsonBody body;
    private final Gate gate;
    private final long created = Instant.now().getEpochSecond();
    private volatile boolean stopping;

    public OpenAiEndpoint(ServedModels models, EndpointLimits limits, WebLimits web) {
        this.models = models;
        this.limits = limits;
        this.body = new JsonBody(web);
        this.gate = new Gate(limits.openRequests());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!path.startsWith(PREFIX) && !path.equals(HEALTH)) {
            return false;
        }
        try {
            route(path, request, response, callback);
        } catch (RuntimeException e) {
            Replies.error(response, callback, Failures.of(e));
        } catch (IOException e) {
            callback.failed(e);
        }
        return true;
    }

    private void route(String path, Request request, Response response, Callback callback)
            throws IOException {
        String chat = models.chat().id();
        switch (path) {
            case HEALTH -> show(request, response, callback, object().put("status", "ok"));
            case MODELS -> show(request, response, callback, list());
            case "/v1/chat/completions" -> {
                Fields fields = read(request, chat);
                answer(Job.chat(fields), new ChatForm(chat), fields, request, response, callback);
            }
            case "/v1/completions" -> {
                Fields fields = read(request, chat);
                answer(Job.text(fields), new TextForm(chat), fields, request, response, callback);
            }
            case "/v1/embeddings" -> embed(request, response, callback);
            default -> show(request, response, callback, model(known(modelIn(path))));
        }
    }

    private static void show(
            Request request, Response response, Callback callback, ObjectNode value) {
        require(request, READING);
        Replies.json(response, callback, 200, value);
    }

    private static String modelIn(String path) {
        if (path.startsWith(MODELS + "/")) {
            return path.substring(MODELS.length() + 1);
        }
        throw new ApiException(
                ApiError.of(
                        404,
                        "not_found",
                        "There is nothing at %s. Here are /v1/chat/completions, /v1/completions, /v1/embeddings, /v1/models and /health."
                                .formatted(path)));
    }

    private static void require(Request request, Set<String> methods) {
        if (!methods.contains(request.getMethod())) {
            String allowed = String.join(", ", methods.stream().sorted().toList());
            throw new ApiException(
                    ApiError.of(
                                    405,
                                    "method_not_allowed",
                                    "%s does not take %s. Use %s."
                                            .formatted(
                                                    Request.getPathInContext(request),
                                                    request.getMethod(),
                                                    allowed))
                            .withHeader("Allow", allowed));
        }
    }

    /** The body of a request for that model, or for none by name. */
    private Fields read(Request request, String id) {
        require(request, WRITING);
        Fields fields = new Fields(body.read(request), "");
        String wanted = known(fields.text("model").orElse(id));
        if (!wanted.equals(id)) {
            throw fields.wrong("model", "that model cannot do this; use " + id);
        }
        return fields;
    }

    private String known(String id) {
        if (models.ids().contains(id)) {
            return id;
        }
        throw new ApiException(
                new ApiError(
                        404,
                        "model_not_found",
                        "model",
                        "The model %s is not served here. Use %s."
                                .formatted(id, String.join(" or ", models.ids())),
                        Map.of()));
    }

    private void answer(
            Job job,
            Form form,
            Fields fields,
            Request request,
            Response response,
            Callback callback) {
        Duration time = limits.requestTime();
        Delivery delivery = delivery(form, fields, response, callback);
        gate.enter();
        try {
            Caller caller = new Caller(request, response);
            Running running = Running.start(models.chat().model(), job, time, () -> stopping);
            new Answering(running, delivery, caller, time).run(callback);
        } finally {
            gate.leave();
        }
    }

    private static Delivery delivery(
            Form form, Fields fields, Response response, Callback callback) {
        boolean withUsage =
                fields.object("stream_options")
                        .map(options -> options.flag("include_usage", false))
                        .orElse(false);
        return fields.flag("stream", false)
                ? new StreamDelivery(form, withUsage, response, callback)
                : new WholeDelivery(form, response, callback);
    }

    private void embed(Request request, Response response, Callback callback) throws IOException {
        require(request, WRITING);
        ServedModels.Embedding model =
                models.embedding()
                        .orElseThrow(() ->
                                new ApiException(
                                        ApiError.of(
                                                404,
                                                "model_not_found",
                                                "No embedding model is served. Start the server with --embedding-model NAME.")));
        Embeddings embeddings =
                Embeddings.of(read(request, model.id()), model, limits.embeddingInputs());
        gate.enter();
        try {
            Caller caller = new Caller(request, response);
            ObjectNode answer = embeddings.answer(caller, limits.requestTime(), () -> stopping);
            Replies.json(response, callback, 200, answer);
        } finally {
            gate.leave();
        }
    }

    /** How many requests are being computed, or wait for it. */
    public int openRequests() {
        return gate.inside();
    }

    private ObjectNode list() {
        ObjectNode list = object().put("object", "list");
        var data = list.putArray("data");
        models.ids().forEach(id -> data.add(model(id)));
        return list;
    }

    private ObjectNode model(String id) {
        return object().put("id", id)
                .put("object", "model")
                .put("created", created)
                .put("owned_by", "hoopoe");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Takes no more requests, lets the open ones end for half of the stop time, and stops those
     * that have not. Returns when all have left, or the time is over.
     */
    public void endAnswers() {
        gate.shut();
        Duration half = limits.stopTime().dividedBy(2);
        if (!gate.emptiesWithin(half)) {
            stopping = true;
            gate.emptiesWithin(half);
        }
    }

    /** Ends the answers. */
    @Override
    public void close() {
        endAnswers();
    }
}
