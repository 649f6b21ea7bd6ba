package dev.hoopoe.web.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.agent.sessions.Exchange;
import dev.hoopoe.agent.sessions.Origin;
import dev.hoopoe.agent.sessions.SessionStore;
import dev.hoopoe.agent.sessions.SessionSummary;
import dev.hoopoe.agent.sessions.Transcript;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.ApiException;
import java.util.List;
import java.util.Optional;

/** Kept conversations as the page reads them. Safe from every thread. */
final class History {
    private final SessionStore sessions;
    private final Questions questions;

    History(SessionStore sessions, Questions questions) {
        this.sessions = sessions;
        this.questions = questions;
    }

    /**
     * The newest conversations.
     *
     * @param find text that they must hold; empty for all
     */
    ObjectNode list(String find) {
        ObjectNode json = StepJson.object();
        ArrayNode list = json.putArray("conversations");
        List<SessionSummary> found =
                find.isBlank() ? sessions.list() : sessions.search(find.strip());
        found.stream().limit(PageLimits.LISTED).forEach(s -> list.add(summary(s)));
        return json.put("left", Math.max(0, found.size() - PageLimits.LISTED));
    }

    private ObjectNode summary(SessionSummary session) {
        return StepJson.object()
                .put("id", session.id())
                .put("title", session.title())
                .put("changed", session.changed().toEpochMilli())
                .put("questions", session.questions())
                .put("running", questions.running(session.id()).isPresent());
    }

    /**
     * The last turns of a conversation.
     *
     * @param before the turn in front of which they end
     */
    ObjectNode show(String id, int before) {
        // Looked up first: a question that ends meanwhile is then shown twice rather than not.
        Optional<Question> running = questions.running(id);
        List<Exchange> all = Exchange.of(sessions.entries(id));
        int known = running.isPresent() ? Math.max(0, all.size() - 1) : all.size();
        int end = Math.clamp(before, 0, known);
        int start = Math.max(0, end - PageLimits.TURNS);
        List<SessionSummary> kept = sessions.list();
        ObjectNode json =
                StepJson.object().put("id", id).put("title", title(id, kept)).put("total", known);
        json.set("branches", branches(id, kept));
        ArrayNode turns = json.putArray("turns");
        for (int i = start; i < end; i++) {
            turns.add(turn(i, all.get(i)));
        }
        running.ifPresent(question -> running(json, question, all));
        return json;
    }

    private String title(String id) {
        return title(id, sessions.list());
    }

    private String title(String id, List<SessionSummary> kept) {
        return questions
                .running(id)
                .map(q -> q.session().title())
                .or(() ->
                        kept.stream()
                                .filter(s -> s.id().equals(id))
                                .map(SessionSummary::title)
                                .findFirst())
                .orElse("");
    }

    /** The conversations that this one came from, and those that came from it. */
    private static ArrayNode branches(String id, List<SessionSummary> kept) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        Optional<Origin> from =
                kept.stream()
                        .filter(s -> s.id().equals(id))
                        .flatMap(s -> s.origin().stream())
                        .findFirst();
        for (SessionSummary other : kept) {
            from.filter(o -> o.session().equals(other.id()))
                    .ifPresent(o -> json.add(branch(other, o.questions()).put("origin", true)));
            other.origin()
                    .filter(o -> o.session().equals(id))
                    .ifPresent(o -> json.add(branch(other, o.questions())));
        }
        return json;
    }

    private static ObjectNode branch(SessionSummary other, int turn) {
        return StepJson.object()
                .put("id", other.id())
                .put("title", other.title())
                .put("turn", turn);
    }

    private static void running(ObjectNode json, Question question, List<Exchange> all) {
        ObjectNode running = json.putObject("running").put("question", question.id());
        running.put("index", Math.max(0, all.size() - 1));
        running.put("text", all.isEmpty() ? "" : all.getLast().question());
    }

    private static ObjectNode turn(int index, Exchange exchange) {
        ObjectNode json =
                StepJson.object()
                        .put("index", index)
                        .put("question", exchange.question())
                        .put("asked", exchange.asked().toEpochMilli());
        ArrayNode steps = json.putArray("steps");
        for (Exchange.Done done : exchange.calls()) {
            ObjectNode step =
                    StepJson.call(
                            steps.size() + 1, done.request().tool(), done.request().arguments());
            done.returned().ifPresent(r -> StepJson.result(step, r.result(), r.at(), r.took()));
            steps.add(step);
        }
        exchange.answer()
                .ifPresent(a ->
                        json.set(
                                "outcome",
                                StepJson.answer(
                                        a.answer(),
                                        a.stop(),
                                        a.tokens(),
                                        a.firstToken(),
                                        a.total())));
        return json;
    }

    /** The whole text of a call's result, as the model could read it. */
    ObjectNode result(String id, int turn, int step) {
        List<Exchange> all = Exchange.of(sessions.entries(id));
        if (turn < 0 || turn >= all.size() || step < 1 || step > all.get(turn).calls().size()) {
            throw missing("There is no step %d of question %d.".formatted(step, turn + 1));
        }
        Exchange.Done done = all.get(turn).calls().get(step - 1);
        Exchange exchange = all.get(turn);
        return done.returned()
                .map(r -> {
                    ObjectNode json =
                            StepJson.call(step, done.request().tool(), done.request().arguments());
                    json.put("text", r.result().body()).put("at", r.at().toEpochMilli());
                    json.put("partial", r.result().partial());
                    json.set("facts", StepJson.facts(r.result()));
                    json.set("sources", StepJson.sources(r.result().sources()));
                    exchange.receipts().stream()
                            .filter(receipt -> receipt.call().equals(r.id()))
                            .findFirst()
                            .ifPresent(receipt -> json.put("sha256", receipt.sha256()));
                    return json;
                })
                .orElseThrow(() -> missing("That call has not ended yet."));
    }

    private static ApiException missing(String message) {
        return new ApiException(ApiError.of(404, "not_found", message));
    }

    String markdown(String id) {
        return Transcript.markdown(title(id), Exchange.of(sessions.entries(id)));
    }

    String json(String id) {
        return Transcript.json(title(id), Exchange.of(sessions.entries(id)));
    }
}
