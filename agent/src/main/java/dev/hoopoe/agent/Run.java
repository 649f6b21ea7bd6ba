package dev.hoopoe.agent;

import dev.hoopoe.agent.Brain.Move;
import dev.hoopoe.agent.Brain.Owed;
import dev.hoopoe.agent.Brain.Turn;
import dev.hoopoe.agent.Brain.Wanted;
import dev.hoopoe.agent.calls.TextCall;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Json;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.ToolResult;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One question on its way to its answer; used once, by one thread. */
final class Run {
    private final Brain brain;
    private final ToolBox tools;
    private final AgentLimits limits;
    private final Conversation conversation;
    private final String question;
    private final AgentListener listener;
    private final Cancellation cancellation;
    private final long started = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();
    private Duration waited = Duration.ZERO;
    private int ahead;
    private boolean prepared;
    private TokenCount tokens = TokenCount.NONE;
    private Duration firstToken = Duration.ZERO;

    Run(
            Brain brain,
            ToolBox tools,
            AgentLimits limits,
            Conversation conversation,
            String question,
            AgentListener listener,
            Cancellation cancellation) {
        this.brain = brain;
        this.tools = tools;
        this.limits = limits;
        this.conversation = conversation;
        this.question = question;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    Outcome run(ReadAhead readAhead) {
        conversation.asked(question);
        conversation.messages().add(UserMessage.from(question));
        try {
            readAhead(readAhead);
            return loop();
        } catch (ModelFailure e) {
            Stop stop = cancellation.cancelled() ? Stop.CANCELLED : Stop.FAILED;
            return outcome(String.valueOf(e.getMessage()), stop);
        }
    }

    /** Reads what the question names, one call after the other, before the model's first move. */
    private void readAhead(ReadAhead more) {
        Set<String> names =
                tools.definitions().stream().map(ToolDefinition::name).collect(Collectors.toSet());
        List<TextCall> reads = new ArrayList<>(Mentions.reads(question, names));
        ReadAhead.Plan plan = more.before(question);
        prepared = plan.needsMore();
        reads.addAll(plan.calls());
        ahead = reads.size();
        for (TextCall read : reads) {
            if (!cancellation.cancelled() && steps.size() < limits.maxSteps()) {
                perform(List.of(read));
            }
        }
    }

    private Outcome loop() {
        while (true) {
            if (cancellation.cancelled()) {
                return outcome(partial(), Stop.CANCELLED);
            }
            if (remaining().isZero()) {
                return outcome(partial(), Stop.DEADLINE);
            }
            if (steps.size() >= limits.maxSteps()) {
                return wrapUp(Stop.STEP_LIMIT);
            }
            Move move = move(wanted());
            if (move instanceof Move.Answered answered) {
                conversation.messages().add(AiMessage.from(answered.text()));
                return outcome(answered.text(), stopOf(answered));
            }
            if (move instanceof Move.Called called && !perform(called.calls())) {
                return wrapUp(Stop.REPEATED);
            }
        }
    }

    private Stop stopOf(Move.Answered answered) {
        if (cancellation.cancelled()) {
            return Stop.CANCELLED;
        }
        return answered.text().isBlank() && remaining().isZero() ? Stop.DEADLINE : Stop.ANSWERED;
    }

    private Wanted wanted() {
        boolean onlyAhead = ahead > 0 && steps.size() == ahead;
        boolean named = onlyAhead && !prepared && steps.stream().noneMatch(s -> s.result().error());
        return new Wanted.Anything(owed(), delivered(), named, prepared && onlyAhead);
    }

    /** What was written to the files that the question asks for, if there are any and all are. */
    private Optional<String> delivered() {
        Set<String> asked = Deliverables.in(question);
        if (asked.isEmpty() || owed().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                steps.stream()
                        .filter(s -> !s.result().error() && s.arguments().containsKey("content"))
                        .map(Prompts::written)
                        .distinct()
                        .collect(Collectors.joining("\n")));
    }

    /** The first file that the question asks for and that is not written yet. */
    private Optional<Owed> owed() {
        Optional<String> writer =
                tools.definitions().stream()
                        .filter(Run::writes)
                        .map(ToolDefinition::name)
                        .findFirst();
        if (writer.isEmpty()) {
            return Optional.empty();
        }
        List<Step> writes = steps.stream().filter(s -> s.tool().equals(writer.get())).toList();
        return Deliverables.missing(question, writes).stream()
                .findFirst()
                .map(path -> new Owed(writer.get(), Map.of("path", path), "content"));
    }

    private static boolean writes(ToolDefinition tool) {
        return tool.effect() == Effect.CHANGES
                && properties(tool).containsKey("path")
                && properties(tool).containsKey("content");
    }

    private static Map<?, ?> properties(ToolDefinition tool) {
        return tool.inputSchema().get("properties") instanceof Map<?, ?> map ? map : Map.of();
    }

    private Move move(Wanted wanted) {
        listener.thinking(steps.size() + 1);
        makeRoom();
        Turn turn =
                brain.next(
                        List.copyOf(conversation.messages()),
                        wanted,
                        listener::text,
                        new RunLimit(limits.answerTokens(), this::remaining, cancellation));
        if (tokens.equals(TokenCount.NONE)) {
            firstToken = turn.firstToken();
        }
        tokens = tokens.plus(turn.tokens());
        return turn.move();
    }

    /** Leaves out the oldest results, and says so, when the next move would not fit. */
    private void makeRoom() {
        int needed = limits.answerTokens() + limits.resultTokens();
        int left = 0;
        while (brain.room(conversation.messages()) < needed && conversation.shorten()) {
            left++;
        }
        if (left > 0) {
            listener.note("the context is full: " + left + " older results left out");
        }
    }

    /** Makes the calls; false if the model goes round in circles. */
    private boolean perform(List<TextCall> calls) {
        List<ToolExecutionRequest> requests = requests(calls);
        conversation.messages().add(AiMessage.from(requests));
        boolean useful = true;
        for (int i = 0; i < calls.size(); i++) {
            Step step = perform(calls.get(i));
            useful &= !Repetition.tooOften(steps, step);
            String shown = shown(step);
            steps.add(step);
            conversation.messages().add(ToolExecutionResultMessage.from(requests.get(i), shown));
            listener.called(step);
        }
        return useful;
    }

    // The question again behind a write would read as one more order to write.
    private String shown(Step step) {
        boolean reads = tools.find(step.tool()).map(t -> t.effect().readOnly()).orElse(true);
        return reads
                ? Prompts.result(step.result().text(), question, Repetition.count(steps, step))
                : Prompts.forModel(step.result().text());
    }

    private List<ToolExecutionRequest> requests(List<TextCall> calls) {
        List<ToolExecutionRequest> requests = new ArrayList<>();
        for (TextCall call : calls) {
            requests.add(
                    ToolExecutionRequest.builder()
                            .id("call" + (steps.size() + requests.size() + 1))
                            .name(call.name())
                            .arguments(Json.write(call.arguments()))
                            .build());
        }
        return requests;
    }

    private Step perform(TextCall call) {
        listener.calling(call.name(), call.arguments());
        long begun = System.nanoTime();
        ToolResult result = guarded(call);
        return new Step(
                call.name(), call.arguments(), result, Duration.ofNanos(System.nanoTime() - begun));
    }

    private ToolResult guarded(TextCall call) {
        Optional<ToolDefinition> tool = tools.find(call.name());
        if (tool.isPresent()) {
            Optional<String> refusal =
                    conversation
                            .guard()
                            .refusal(tool.get(), call.arguments(), conversation.userText());
            if (refusal.isPresent()) {
                listener.note(refusal.get());
                return ToolResult.failed(refusal.get());
            }
        }
        RunningCall running = RunningCall.with(new Reports(call.name()), remaining());
        try (var _ = cancellation.onCancel(running::cancel)) {
            ToolResult result = tools.call(call.name(), budgeted(call, tool), running);
            // Nobody answers in time who is still reading the question.
            waited = waited.plus(running.waited());
            tool.ifPresent(known -> conversation.guard().saw(known, result.sources()));
            return result;
        }
    }

    /** Shows the model no more of a result than its context can hold. */
    private Map<String, Object> budgeted(TextCall call, Optional<ToolDefinition> tool) {
        Map<String, Object> arguments = new HashMap<>(call.arguments());
        if (tool.isPresent() && properties(tool.get()).containsKey("max_tokens")) {
            int room = brain.room(conversation.messages()) - limits.answerTokens();
            int most = Math.max(100, Math.min(limits.resultTokens(), room / 2));
            arguments.put("max_tokens", most);
        }
        return arguments;
    }

    private Outcome wrapUp(Stop stop) {
        listener.note(
                stop == Stop.REPEATED ? "stopped: the same call again" : "step limit reached");
        Move move = move(new Wanted.Answer());
        String answer = move instanceof Move.Answered answered ? answered.text() : partial();
        conversation.messages().add(AiMessage.from(answer));
        return outcome(answer, stop);
    }

    // What the model last said, where it was stopped before an answer.
    private String partial() {
        for (int i = conversation.messages().size() - 1; i >= 0; i--) {
            ChatMessage message = conversation.messages().get(i);
            if (message instanceof AiMessage ai && ai.text() != null) {
                return ai.text();
            }
        }
        return "";
    }

    private Outcome outcome(String answer, Stop stop) {
        Duration total = Duration.ofNanos(System.nanoTime() - started);
        return new Outcome(
                answer.strip(), Sources.of(steps), steps, tokens, firstToken, total, stop);
    }

    private Duration remaining() {
        Duration left = limits.deadline().plus(waited).minusNanos(System.nanoTime() - started);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private final class Reports implements RunningCall.Listener {
        private final String tool;

        Reports(String tool) {
            this.tool = tool;
        }

        @Override
        public void progress(double done, double total, String message) {
            listener.progress(tool, message);
        }

        @Override
        public boolean ask(String text) {
            return conversation.guard().ask(text);
        }
    }
}
