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
        Optional<String> refusal = tool.flatMap(known -> refusal(known, call));
        ToolResult result = refusal.map(ToolResult::failed).orElseGet(() -> run(call, tool));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Step step = new Step(call.tool(), call.arguments(), result, took);
        boolean ran = tool.isPresent() && refusal.isEmpty();
        return new Made(step, ran ? Guard.seen(tool.orElseThrow(), result.sources()) : Set.of());
    }

    private Optional<String> refusal(ToolDefinition tool, Request call) {
        Optional<String> refusal =
                conversation.guard().refusal(tool, call.arguments(), conversation.userText());
        refusal.ifPresent(listener::note);
        return refusal;
    }

    private ToolResult run(Request call, Optional<ToolDefinition> tool) {
        conversation.begins(call);
        RunningCall running = RunningCall.with(new Reports(call.tool()), timer.remaining());
        try (var _ = cancellation.onCancel(running::cancel)) {
            ToolResult result = parts.caller().call(call.tool(), budgeted(call, tool), running);
            timer.waited(running.waited());
            return result;
        }
    }

    /** Shows the model no more of a result than its context can hold. */
    private Map<String, Object> budgeted(Request call, Optional<ToolDefinition> tool) {
        Map<String, Object> arguments = new HashMap<>(call.arguments());
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
