package dev.hoopoe.web.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.agent.Approver;
import dev.hoopoe.agent.sessions.SessionException;
import dev.hoopoe.tools.ToolException;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.ApiException;
import dev.hoopoe.web.http.JsonBody;
import dev.hoopoe.web.http.Replies;
import dev.hoopoe.web.http.WebLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * What the page's scripts call, below {@code /api/}: JSON in, JSON out, and one stream of events
 * for each question. Safe from every thread.
 */
final class Interface {
    private static final int MAX_PARTS = 7;

    private final ChatBackend backend;
    private final Questions questions;
    private final History history;
    private final Conversations conversations;
    private final ToolSwitches tools;
    private final DroppedFiles files;
    private final JsonBody body;

    Interface(ChatBackend backend, Questions questions, WebLimits limits) {
        this.backend = backend;
        this.questions = questions;
        this.history = new History(backend.sessions(), questions);
        this.tools = new ToolSwitches(backend);
        this.conversations = new Conversations(backend.sessions(), questions, tools);
        this.files = new DroppedFiles(backend.uploads(), limits);
        this.body = new JsonBody(limits);
    }

    /**
     * Carries out a request.
     *
     * @param path below {@code /api/}
     * @throws ApiException if it cannot be carried out
     */
    void handle(String path, Request request, Response response, Callback callback) {
        List<String> parts = Arrays.asList(path.split("/", MAX_PARTS));
        String way = request.getMethod() + " " + parts.getFirst() + "/" + parts.size();
        switch (way) {
            case "GET state/1" -> json(response, callback, state());
            case "POST settings/1" -> json(response, callback, settings(request));
            case "GET conversations/1" ->
                    json(response, callback, history.list(parameter(request, "find")));
            case "POST conversations/1" ->
                    json(response, callback, conversations.begin(body.read(request)));
            case "GET conversations/2" ->
                    json(response, callback, history.show(parts.get(1), before(request)));
            case "DELETE conversations/2" ->
                    json(response, callback, conversations.delete(parts.get(1)));
            case "POST conversations/3" ->
                    json(
                            response,
                            callback,
                            conversations.change(parts.get(1), parts.get(2), body.read(request)));
            case "GET conversations/3" -> export(parts, response, callback);
            case "GET conversations/6" -> json(response, callback, result(parts));
            case "POST uploads/1" ->
                    json(response, callback, files.keep(parameter(request, "name"), request));
            case "DELETE uploads/2" -> json(response, callback, files.takeBack(parts.get(1)));
            case "GET questions/3" ->
                    new Streaming(question(parts).log(), request, response).run(callback);
            case "POST questions/3" -> json(response, callback, steer(parts, request));
            default -> throw nothing();
        }
    }

    private static void json(Response response, Callback callback, JsonNode value) {
        Replies.json(response, callback, 200, value);
    }

    static ApiException nothing() {
        return new ApiException(
                ApiError.of(404, "not_found", "There is nothing here. Reload the page."));
    }

    private ObjectNode state() {
        ObjectNode json = StepJson.object().put("model", backend.model());
        json.put("waiting", questions.waiting()).put("fileBytes", files.maxBytes());
        json.set("tools", tools.json());
        return json;
    }

    private ObjectNode settings(Request request) {
        Set<String> off = new HashSet<>();
        body.read(request).path("off").forEach(name -> off.add(name.asText()));
        tools.off(off);
        return state();
    }

    private ObjectNode result(List<String> parts) {
        return history.result(parts.get(1), number(parts.get(3)), number(parts.get(5)));
    }

    private void export(List<String> parts, Response response, Callback callback) {
        String id = parts.get(1);
        boolean json = parts.get(2).equals("json");
        if (!json && !parts.get(2).equals("markdown")) {
            throw nothing();
        }
        String text = json ? history.json(id) : history.markdown(id);
        var headers = response.getHeaders();
        headers.put(
                HttpHeader.CONTENT_TYPE,
                json ? "application/json" : "text/markdown; charset=utf-8");
        String name = id.replaceAll("[^0-9a-z-]", "") + (json ? ".json" : ".md");
        headers.put("Content-Disposition", "attachment; filename=\"hoopoe-" + name + "\"");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }

    private Question question(List<String> parts) {
        return questions
                .find(parts.get(1))
                .orElseThrow(() ->
                        new ApiException(
                                ApiError.of(
                                        404,
                                        "not_found",
                                        "This question is not known any more. Reload the page.")));
    }

    private ObjectNode steer(List<String> parts, Request request) {
        Question question = question(parts);
        switch (parts.get(2)) {
            case "stop" -> question.stop();
            case "approval" -> approve(question, body.read(request));
            default -> throw nothing();
        }
        return StepJson.object();
    }

    private static void approve(Question question, ObjectNode answer) {
        if (!question.approvals().answer(answer.path("number").asInt(0), said(answer))) {
            throw Conversations.busy("That was answered already, or is no longer asked.");
        }
    }

    private static Approver.Answer said(ObjectNode answer) {
        if (!answer.path("allow").asBoolean(false)) {
            return Approver.Answer.no(answer.path("reason").asText("").strip());
        }
        Optional<Map<String, Object>> edited =
                Optional.of(answer.path("arguments"))
                        .filter(JsonNode::isObject)
                        .map(StepJson::members);
        return new Approver.Answer.Allow(edited, false);
    }

    private static int before(Request request) {
        String before = parameter(request, "before");
        return before.isEmpty() ? Integer.MAX_VALUE : number(before);
    }

    private static int number(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw nothing();
        }
        return Integer.parseInt(text);
    }

    private static String parameter(Request request, String name) {
        Fields fields = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
        String value = fields.getValue(name);
        return value == null ? "" : value;
    }

    /** What went wrong in a form that the page shows. */
    static ApiError error(RuntimeException e) {
        return switch (e) {
            case ApiException known -> known.error();
            case SessionException session ->
                    ApiError.of(409, "session", String.valueOf(session.getMessage()));
            case ToolException tool -> ApiError.of(409, "file", String.valueOf(tool.getMessage()));
            default -> {
                System.getLogger(Interface.class.getName())
                        .log(System.Logger.Level.ERROR, "A request of the page failed", e);
                yield ApiError.of(
                        500, "internal_error", "Hoopoe failed; its log says why. Try again.");
            }
        };
    }
}
