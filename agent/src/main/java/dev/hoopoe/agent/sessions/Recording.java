package dev.hoopoe.agent.sessions;

import dev.hoopoe.agent.ReadAhead;
import dev.hoopoe.agent.ToolCaller;
import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers calls with what they returned when a question was first worked on; nothing is read,
 * written or sent. A call that was made twice gets its results in their order.
 */
final class Recording implements ToolCaller {
    // Not the model's: the loop sets it by the room that is left.
    private static final String BUDGET = "max_tokens";

    private final List<Exchange.Done> left;
    private final Exchange exchange;

    Recording(Exchange exchange) {
        this.exchange = exchange;
        this.left = new ArrayList<>(exchange.calls());
    }

    @Override
    public ToolResult call(String tool, Map<String, Object> arguments, Call call) {
        Optional<Exchange.Done> done =
                left.stream()
                        .filter(d -> d.request().tool().equals(tool))
                        .filter(d -> wanted(d.request().arguments()).equals(wanted(arguments)))
                        .findFirst();
        done.ifPresent(left::remove);
        return done.flatMap(Exchange.Done::returned)
                .map(returned -> returned.result())
                .orElseGet(() ->
                        ToolResult.failed(
                                "This call was not made when the session was recorded."
                                        + " Answer with what you have."));
    }

    private static Map<String, Object> wanted(Map<String, Object> arguments) {
        Map<String, Object> wanted = new HashMap<>(arguments);
        wanted.remove(BUDGET);
        return wanted;
    }

    /** What was read ahead then. */
    ReadAhead readAhead() {
        return question ->
                exchange.plan()
                        .map(plan -> new ReadAhead.Plan(plan.calls(), plan.needsMore()))
                        .orElse(ReadAhead.Plan.NONE);
    }
}
