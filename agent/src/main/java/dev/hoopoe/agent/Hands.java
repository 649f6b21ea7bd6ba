package dev.hoopoe.agent;

import dev.hoopoe.agent.Entry.Request;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolDefinition;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Trait;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the calls of one question: guarded, bounded, and told to whoever listens. */
final class Hands {
    private static final int LEAST_TOKENS = 100;

    private final AgentLoop.Parts parts;
    private final ToolBox tools;
    private final Conversation conversation;
    private final AgentListener listener;
    private final Cancellation cancellation;
    private final Timer timer;

    Hands(
            AgentLoop.Parts parts,
            Conversation conversation,
            AgentListener listener,
            Cancellation cancellation,
            Timer timer) {
        this.parts = parts;
        this.tools = parts.tools();
        this.conversation = conversation;
        this.listener = listener;
        this.cancellation = cancellation;
        this.timer = timer;
    }

    /**
     * A call that was made or refused.
     *
     * @param seen what the conversation has read or done by it
     */
    record Made(Step step, Set<Trait> seen) {}

    Made make(Request call) {
        listener.calling(call.tool(), call.arguments());
        long begun = System.nanoTime();
        Optional<ToolDefinition> tool = tools.find(call.tool());
        Guard.Verdict verdict =
                tool.map(known -> judge(known, call))
                        .orElseGet(() -> new Guard.Verdict(Optional.empty(), call.arguments()));
        ToolResult result =
                verdict.refusal()
                        .map(ToolResult::failed)
                        .orElseGet(() -> run(call, verdict.arguments(), tool));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        boolean ran = tool.isPresent() && verdict.refusal().isEmpty();
        Step step =
                new Step(call.tool(), ran ? verdict.arguments() : call.arguments(), result, took);
        return new Made(step, ran ? Guard.seen(tool.orElseThrow(), result.sources()) : Set.of());
    }

    private Guard.Verdict judge(ToolDefinition tool, Request call) {
        Duration before = timer.elapsed();
        Guard.Verdict verdict =
                conversation.guard().judge(tool, call.arguments(), conversation.userText());
        // Next to nothing, unless a person was asked.
        timer.waited(timer.elapsed().minus(before));
        verdict.refusal().ifPresent(listener::note);
        return verdict;
    }

    private ToolResult run(
            Request call, Map<String, Object> arguments, Optional<ToolDefinition> tool) {
        conversation.begins(call, arguments);
        RunningCall running = RunningCall.with(new Reports(call.tool()), timer.remaining());
        try (var _ = cancellation.onCancel(running::cancel)) {
            ToolResult result =
                    parts.caller().call(call.tool(), budgeted(arguments, tool), running);
            timer.waited(running.waited());
            return result;
        }
    }

    /** Shows the model no more of a result than its context can hold. */
    private Map<String, Object> budgeted(Map<String, Object> given, Optional<ToolDefinition> tool) {
        Map<String, Object> arguments = new HashMap<>(given);
        if (tool.isPresent() && properties(tool.get()).containsKey("max_tokens")) {
            int room = parts.brain().room(conversation.messages()) - parts.limits().answerTokens();
            int most = Math.min(parts.limits().resultTokens(), room / 2);
            arguments.put("max_tokens", Math.max(LEAST_TOKENS, most));
        }
        return arguments;
    }

    /** The parameters of a tool, by name. */
    static Map<?, ?> properties(ToolDefinition tool) {
        return tool.inputSchema().get("properties") instanceof Map<?, ?> map ? map : Map.of();
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
