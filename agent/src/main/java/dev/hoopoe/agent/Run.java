package dev.hoopoe.agent;

import dev.hoopoe.agent.Brain.Move;
import dev.hoopoe.agent.Brain.Turn;
import dev.hoopoe.agent.Brain.Wanted;
import dev.hoopoe.agent.calls.TextCall;
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
    private TokenCount tokens = TokenCount.NONE;
    private Duration firstToken = Duration.ZERO;
    private boolean reminded;

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

    Outcome run(String surroundings) {
        conversation.asked(question);
        conversation.messages().add(UserMessage.from(Prompts.question(question, surroundings)));
        try {
            return loop();
        } catch (ModelFailure e) {
            Stop stop = cancellation.cancelled() ? Stop.CANCELLED : Stop.FAILED;
            return outcome(String.valueOf(e.getMessage()), stop);
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
            if (move instanceof Move.Answered answered && done(answered)) {
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
        return reminded && !missing().isEmpty()
                ? new Wanted.CallOf(writers())
                : new Wanted.Anything();
    }

    /**
     * Whether the answer ends the question; if a file that was asked for is missing, it does not.
     */
    private boolean done(Move.Answered answered) {
        conversation.messages().add(AiMessage.from(answered.text()));
        Set<String> missing = missing();
        if (missing.isEmpty() || reminded || cancellation.cancelled() || writers().isEmpty()) {
            return true;
        }
        reminded = true;
        listener.note("not yet written: " + String.join(", ", missing));
        conversation.messages().add(UserMessage.from(Prompts.reminder(missing)));
        return false;
    }

    private Set<String> missing() {
        Set<String> writers = writers();
        return Deliverables.missing(
                question, steps.stream().filter(s -> writers.contains(s.tool())).toList());
    }

    private Set<String> writers() {
        return tools.definitions().stream()
                .filter(t -> t.effect() == Effect.CHANGES && properties(t).containsKey("path"))
                .filter(t -> properties(t).containsKey("content"))
                .map(ToolDefinition::name)
                .collect(Collectors.toSet());
    }

    private static Map<?, ?> properties(ToolDefinition tool) {
        return tool.inputSchema().get("properties") instanceof Map<?, ?> map ? map : Map.of();
    }

    private Move move(Wanted wanted) {
        listener.thinking(steps.size() + 1);
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

    /** Makes the calls; false if the model goes round in circles. */
    private boolean perform(List<TextCall> calls) {
        List<ToolExecutionRequest> requests = requests(calls);
        conversation.messages().add(AiMessage.from(requests));
        boolean useful = true;
        for (int i = 0; i < calls.size(); i++) {
            Step step = perform(calls.get(i));
            useful &= !Repetition.tooOften(steps, step);
            String shown = Prompts.result(step, Repetition.count(steps, step));
            steps.add(step);
            conversation.messages().add(ToolExecutionResultMessage.from(requests.get(i), shown));
            listener.called(step);
        }
        return useful;
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
            tool.ifPresent(conversation.guard()::saw);
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
        conversation.messages().add(UserMessage.from(Prompts.wrapUp()));
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
        Duration left = limits.deadline().minusNanos(System.nanoTime() - started);
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
