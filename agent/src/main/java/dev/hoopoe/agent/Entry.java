package dev.hoopoe.agent;

import dev.hoopoe.agent.calls.TextCall;
import dev.hoopoe.tools.ToolResult;
import dev.hoopoe.tools.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that happened in a conversation. A conversation is the sum of its entries, in order:
 * whoever keeps them can take it up again, in another process too, and show what each answer rests
 * on. Immutable.
 */
public sealed interface Entry {
    /** The user asked something. */
    record Asked(Instant at, String question) implements Entry {}

    /** What was chosen to be read before the model's first move, beyond what the question names. */
    record Planned(List<TextCall> calls, boolean needsMore) implements Entry {
        public Planned {
            calls = List.copyOf(calls);
        }
    }

    /** These calls are to be made, in order; the model or what the question names wanted them. */
    record Called(List<Request> calls) implements Entry {
        public Called {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A call is about to run. Written before, so that nobody ever makes it twice unknowingly.
     *
     * @param edited the arguments that the person put in the place of the model's; empty if none
     */
    record Begun(String id, Instant at, Optional<Map<String, Object>> edited) implements Entry {}

    /**
     * The person was asked.
     *
     * @param question as it was put
     * @param allowed what was said
     * @param reason why not, where it was told
     */
    record Decided(Instant at, Approver.Kind kind, String question, boolean allowed, String reason)
            implements Entry {}

    /**
     * A call has ended.
     *
     * @param id of its request
     * @param result what the tool returned
     * @param shown what the model was shown of it
     * @param took wall time of the call
     * @param seen what the conversation has read or done by it; never taken back
     */
    record Returned(
            String id, Instant at, ToolResult result, String shown, Duration took, Set<Trait> seen)
            implements Entry {
        public Returned {
            seen = Set.copyOf(seen);
        }
    }

    /** The question is over; the answer may be partial, as {@code stop} says. */
    record Answered(
            Instant at,
            String answer,
            Stop stop,
            TokenCount tokens,
            Duration firstToken,
            Duration total)
            implements Entry {}

    /**
     * One call that is to be made.
     *
     * @param id unique within the conversation
     */
    record Request(String id, String tool, Map<String, Object> arguments) {}
}
