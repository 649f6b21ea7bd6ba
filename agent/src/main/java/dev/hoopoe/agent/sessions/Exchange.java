package dev.hoopoe.agent.sessions;

import dev.hoopoe.agent.Entry;
import dev.hoopoe.agent.Entry.Answered;
import dev.hoopoe.agent.Entry.Planned;
import dev.hoopoe.agent.Entry.Request;
import dev.hoopoe.agent.Entry.Returned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question of a session with all that was done for it.
 *
 * @param asked when
 * @param plan what was chosen to be read ahead
 * @param calls in order, with the arguments that they ran with
 * @param decisions what the person was asked meanwhile, and said
 * @param answer empty if the program ended before, or while it is worked on
 */
public record Exchange(
        String question,
        Instant asked,
        Optional<Planned> plan,
        List<Done> calls,
        List<Entry.Decided> decisions,
        Optional<Answered> answer) {
    public Exchange {
        calls = List.copyOf(calls);
        decisions = List.copyOf(decisions);
    }

    /**
     * A call.
     *
     * @param returned empty if it has not ended
     */
    public record Done(Request request, Optional<Returned> returned) {}

    /** What the answer rests on: each source of each call that worked, in order. */
    public List<Receipt> receipts() {
        return calls.stream()
                .flatMap(call -> call.returned().stream())
                .filter(returned -> !returned.result().error())
                .flatMap(Receipt::of)
                .distinct()
                .toList();
    }

    /** The questions among these entries, in order. */
    public static List<Exchange> of(List<Entry> entries) {
        List<Exchange> exchanges = new ArrayList<>();
        Building building = null;
        for (Entry entry : entries) {
            if (entry instanceof Entry.Asked asked) {
                if (building != null) {
                    exchanges.add(building.done());
                }
                building = new Building(asked);
            } else if (building != null) {
                building.add(entry);
            }
        }
        if (building != null) {
            exchanges.add(building.done());
        }
        return exchanges;
    }

    private static final class Building {
        private final Entry.Asked asked;
        private final Map<String, Done> calls = new LinkedHashMap<>();
        private final List<Entry.Decided> decisions = new ArrayList<>();
        private @Nullable Planned plan;
        private @Nullable Answered answer;

        Building(Entry.Asked asked) {
            this.asked = asked;
        }

        void add(Entry entry) {
            switch (entry) {
                case Planned planned -> plan = planned;
                case Entry.Called called ->
                        called.calls()
                                .forEach(r -> calls.put(r.id(), new Done(r, Optional.empty())));
                case Returned returned ->
                        calls.computeIfPresent(
                                returned.id(),
                                (_, done) -> new Done(done.request(), Optional.of(returned)));
                case Answered answered -> answer = answered;
                case Entry.Decided decided -> decisions.add(decided);
                case Entry.Begun begun ->
                        begun.edited().ifPresent(arguments -> edit(begun, arguments));
                case Entry.Asked _ -> {}
            }
        }

        private void edit(Entry.Begun begun, Map<String, Object> arguments) {
            calls.computeIfPresent(
                    begun.id(),
                    (id, done) ->
                            new Done(
                                    new Request(id, done.request().tool(), arguments),
                                    done.returned()));
        }

        Exchange done() {
            return new Exchange(
                    asked.question(),
                    asked.at(),
                    Optional.ofNullable(plan),
                    List.copyOf(calls.values()),
                    decisions,
                    Optional.ofNullable(answer));
        }
    }
}
