package dev.hoopoe.web.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoopoe.agent.sessions.Exchange;
import dev.hoopoe.agent.sessions.Session;
import dev.hoopoe.agent.sessions.SessionException;
import dev.hoopoe.agent.sessions.SessionStore;
import dev.hoopoe.agent.sessions.SessionSummary;
import dev.hoopoe.web.http.ApiError;
import dev.hoopoe.web.http.ApiException;
import java.util.List;
import java.util.Optional;

/** What the page does with conversations as a whole. Safe from every thread. */
final class Conversations {
    private final SessionStore sessions;
    private final Questions questions;
    private final ToolSwitches tools;

    Conversations(SessionStore sessions, Questions questions, ToolSwitches tools) {
        this.sessions = sessions;
        this.questions = questions;
        this.tools = tools;
    }

    /** A new conversation with its first question. */
    ObjectNode begin(ObjectNode asked) {
        String text = AskedText.of(asked);
        return ask(sessions.create(), text);
    }

    /**
     * Changes a conversation, or begins another one from it.
     *
     * @throws ApiException if that cannot be
     * @throws SessionException if there is none, or somebody else uses it
     */
    ObjectNode change(String id, String what, ObjectNode wanted) {
        return switch (what) {
            case "questions" -> {
                String text = AskedText.of(wanted);
                yield ask(opened(id), text);
            }
            case "branches" -> branch(id, wanted);
            case "resume" -> ask(unanswered(id), "");
            case "title" -> rename(id, wanted.path("title").asText("").strip());
            default -> throw Interface.nothing();
        };
    }

    private ObjectNode ask(Session session, String text) {
        Question question = questions.start(session, text, tools.loop());
        return StepJson.object()
                .put("conversation", session.id())
                .put("title", session.title())
                .put("question", question.id())
                .put("text", text);
    }

    /**
     * Another conversation with the first turns of this one; with a text, it is asked there at
     * once. So a question can be asked again, or otherwise, and nothing is lost.
     */
    private ObjectNode branch(String id, ObjectNode wanted) {
        int turns = wanted.path("turns").asInt(-1);
        boolean asks = wanted.has("text");
        String text = asks ? AskedText.of(wanted) : "";
        List<Exchange> exchanges = Exchange.of(sessions.entries(id));
        if (turns < (asks ? 0 : 1) || turns > exchanges.size()) {
            throw new ApiException(
                    ApiError.badRequest(
                            "turns",
                            "This conversation has %d questions, so no branch has %d of them. Reload the page."
                                    .formatted(exchanges.size(), turns)));
        }
        Session branch = sessions.branch(id, turns);
        boolean again =
                turns == 0 && !exchanges.isEmpty() && exchanges.getFirst().question().equals(text);
        if (again) {
            branch.rename(sessions.freeTitle(title(id)));
        }
        return asks ? askIn(branch, text) : closed(branch);
    }

    private ObjectNode askIn(Session branch, String text) {
        try {
            return ask(branch, text);
        } catch (ApiException refused) {
            if (!branch.entries().isEmpty()) {
                sessions.delete(branch.id());
            }
            throw refused;
        }
    }

    private static ObjectNode closed(Session branch) {
        try (branch) {
            return StepJson.object().put("conversation", branch.id()).put("title", branch.title());
        }
    }

    private String title(String id) {
        return sessions.list().stream()
                .filter(s -> s.id().equals(id))
                .map(SessionSummary::title)
                .findFirst()
                .orElse("");
    }

    private Session opened(String id) {
        if (questions.running(id).isPresent()) {
            throw busy("This conversation still works on a question. Wait for it, or stop it.");
        }
        return sessions.open(id);
    }

    static ApiException busy(String message) {
        return new ApiException(ApiError.of(409, "busy", message));
    }

    private Session unanswered(String id) {
        Session session = opened(id);
        var exchanges = session.exchanges();
        if (exchanges.isEmpty() || exchanges.getLast().answer().isPresent()) {
            session.close();
            throw busy("Every question has its answer. Ask another.");
        }
        return session;
    }

    private ObjectNode rename(String id, String title) {
        if (title.isEmpty() || title.length() > PageLimits.TITLE_CHARS) {
            throw new ApiException(
                    ApiError.badRequest(
                            "title",
                            "A title has 1 to %d characters.".formatted(PageLimits.TITLE_CHARS)));
        }
        Optional<Question> running = questions.running(id);
        if (running.isPresent()) {
            running.get().session().rename(title);
        } else {
            try (Session session = sessions.open(id)) {
                session.rename(title);
            }
        }
        return StepJson.object().put("title", title);
    }

    /** Removes a conversation for good. */
    ObjectNode delete(String id) {
        if (questions.running(id).isPresent()) {
            throw busy("This conversation still works on a question. Stop it first.");
        }
        sessions.delete(id);
        return StepJson.object();
    }
}
