package dev.hoopoe.agent;

import dev.hoopoe.agent.Entry.Answered;
import dev.hoopoe.agent.Entry.Asked;
import dev.hoopoe.agent.Entry.Begun;
import dev.hoopoe.agent.Entry.Called;
import dev.hoopoe.agent.Entry.Decided;
import dev.hoopoe.agent.Entry.Planned;
import dev.hoopoe.agent.Entry.Request;
import dev.hoopoe.agent.Entry.Returned;
import dev.hoopoe.agent.calls.TextCall;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Trait;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has been said and done, from question to question: the sum of its {@linkplain Entry
 * entries}. Belongs to one user; used by one thread at a time.
 */
public final class Conversation {
    /** Stands where a question was given up before its answer. */
    static final String INTERRUPTED = "(I was stopped before I could answer.)";

    private static final int IN_FULL = 8;
    private static final String UNKNOWN =
            "The program ended while this call was running: whether it took effect is not known, and"
                    + " it was not made again. Look before you make it again.";
    private static final String NOT_MADE =
            "The program ended before this call was made. Make it again if it is still needed.";

    private final Memory memory = new Memory();
    private final StringBuilder userText = new StringBuilder();
    private final Guard guard;
    private final Journal journal;
    private final Map<String, Request> open = new LinkedHashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private @Nullable String question;
    private int calls;

    /** An empty conversation, kept nowhere, whose questions to the person go to the approver. */
    public Conversation(Approver approver) {
        this(approver, Journal.NONE);
    }

    /** An empty conversation that is kept by the journal. */
    public Conversation(Approver approver, Journal journal) {
        this.guard = new Guard(new Recorded(approver));
        this.journal = journal;
    }

    /**
     * A conversation taken up again. Calls that had begun and not ended are neither made again nor
     * forgotten: the model is told that their effect is unknown.
     *
     * @param entries all that the journal has kept, in order
     */
    public static Conversation resumed(Approver approver, Journal journal, List<Entry> entries) {
        Conversation conversation = new Conversation(approver, journal);
        entries.forEach(conversation::apply);
        conversation.settle();
        conversation.memory.compact(IN_FULL);
        return conversation;
    }

    /** The question that has no answer yet, because the program ended before. */
    public Optional<String> unanswered() {
        return Optional.ofNullable(question);
    }

    /** The calls that were made so far for the question without an answer. */
    List<Step> stepsSoFar() {
        return List.copyOf(steps);
    }

    List<ChatMessage> messages() {
        return memory.messages();
    }

    /** Gives up a part of what the model is shown; false if nothing more can be given up. */
    boolean shorten() {
        return memory.shorten();
    }

    /**
     * Makes the model forget how all but the newest question were answered in detail; what was
     * asked and answered stays, and so does the journal.
     */
    public void compact() {
        memory.compact(1);
    }

    String lastWords() {
        return memory.lastWords();
    }

    Guard guard() {
        return guard;
    }

    /** Everything that the user has written; addresses in it are the user's own. */
    String userText() {
        return userText.toString();
    }

    void asked(String text) {
        record(new Asked(Instant.now(), text));
    }

    void planned(ReadAhead.Plan plan) {
        if (!plan.equals(ReadAhead.Plan.NONE)) {
            record(new Planned(plan.calls(), plan.needsMore()));
        }
    }

    /** Takes in the calls of one move; gives them their ids. */
    List<Request> called(List<TextCall> wanted) {
        List<Request> requests = new ArrayList<>();
        for (TextCall call : wanted) {
            String id = "call" + (calls + requests.size() + 1);
            requests.add(new Request(id, call.name(), call.arguments()));
        }
        record(new Called(requests));
        return requests;
    }

    /** A call is about to run, with the model's arguments or what the person made of them. */
    void begins(Request request, Map<String, Object> arguments) {
        boolean edited = !arguments.equals(request.arguments());
        record(
                new Begun(
                        request.id(),
                        Instant.now(),
                        edited ? Optional.of(arguments) : Optional.empty()));
    }

    void returned(Request request, Step step, String shown, Set<Trait> seen) {
        record(new Returned(request.id(), Instant.now(), step.result(), shown, step.took(), seen));
    }

    void answered(Outcome outcome) {
        record(
                new Answered(
                        Instant.now(),
                        outcome.answer(),
                        outcome.stop(),
                        outcome.tokens(),
                        outcome.firstToken(),
                        outcome.total()));
    }

    // Kept first: what cannot be kept must not happen.
    private void record(Entry entry) {
        journal.add(entry);
        apply(entry);
    }

    private void apply(Entry entry) {
        switch (entry) {
            case Asked asked -> begin(asked);
            case Planned _, Decided _ -> {}
            case Called called -> open(called.calls());
            case Begun call -> start(call);
            case Returned returned -> close(returned);
            case Answered answered -> end(answered);
        }
    }

    private void begin(Asked asked) {
        if (question != null) {
            // Kept without an answer, and something else was asked.
            memory.add(AiMessage.from(INTERRUPTED));
        }
        question = asked.question();
        steps.clear();
        userText.append(asked.question()).append('\n');
        memory.begin(asked.question());
    }

    private void open(List<Request> requests) {
        calls += requests.size();
        requests.forEach(request -> open.put(request.id(), request));
        memory.add(AiMessage.from(requests.stream().map(Conversation::execution).toList()));
    }

    private static ToolExecutionRequest execution(Request request) {
        return ToolExecutionRequest.builder()
                .id(request.id())
                .name(request.tool())
                .arguments(Json.write(request.arguments()))
                .build();
    }

    private void start(Begun call) {
        begun.add(call.id());
        call.edited()
                .ifPresent(arguments ->
                        open.computeIfPresent(
                                call.id(),
                                (id, request) -> new Request(id, request.tool(), arguments)));
    }

    private void close(Returned returned) {
        Request request = open.remove(returned.id());
        if (request == null) {
            return; // A journal that somebody has edited.
        }
        begun.remove(returned.id());
        guard.saw(returned.seen());
        steps.add(
                new Step(request.tool(), request.arguments(), returned.result(), returned.took()));
        memory.add(ToolExecutionResultMessage.from(request.id(), request.tool(), returned.shown()));
    }

    private void end(Answered answered) {
        boolean said = answered.stop() != Stop.FAILED && !answered.answer().isBlank();
        memory.add(AiMessage.from(said ? answered.answer() : INTERRUPTED));
        question = null;
    }

    /** Gives a result to each call that has none. */
    private void settle() {
        for (Request request : List.copyOf(open.values())) {
            ToolResult result =
                    ToolResult.failed(begun.contains(request.id()) ? UNKNOWN : NOT_MADE);
            Step step = new Step(request.tool(), request.arguments(), result, Duration.ZERO);
            returned(request, step, result.text(), Set.of());
        }
    }

    /** Keeps what the person was asked and said. */
    private final class Recorded implements Approver {
        private final Approver approver;

        Recorded(Approver approver) {
            this.approver = approver;
        }

        @Override
        public boolean approve(Question asked) {
            return decide(asked) instanceof Answer.Allow;
        }

        @Override
        public Answer decide(Question asked) {
            Answer answer = approver.decide(asked);
            boolean allowed = answer instanceof Answer.Allow;
            String reason = answer instanceof Answer.Refuse no ? no.reason() : "";
            record(new Decided(Instant.now(), asked.kind(), asked.text(), allowed, reason));
            return answer;
        }

        @Override
        public ApprovalMode mode() {
            return approver.mode();
        }
    }
}
