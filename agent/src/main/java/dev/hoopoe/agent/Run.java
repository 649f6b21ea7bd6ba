package dev.hoopoe.agent;

import dev.hoopoe.agent.Brain.Move;
import dev.hoopoe.agent.Brain.Owed;
import dev.hoopoe.agent.Brain.Turn;
import dev.hoopoe.agent.Brain.Wanted;
import dev.hoopoe.agent.Entry.Request;
import dev.hoopoe.agent.calls.TextCall;
import dev.hoopoe.tools.Cancellation;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.ToolBox;
import dev.hoopoe.tools.ToolDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
    private final Timer timer;
    private final Hands hands;
    private final List<Step> steps = new ArrayList<>();
    private int ahead;
    private boolean prepared;
    private TokenCount tokens = TokenCount.NONE;
    private Duration firstToken = Duration.ZERO;

    Run(
            AgentLoop.Parts parts,
            Conversation conversation,
            String question,
            AgentListener listener,
            Cancellation cancellation) {
        this.brain = parts.brain();
        this.tools = parts.tools();
        this.limits = parts.limits();
        this.timer = new Timer(limits.deadline());
        this.hands = new Hands(parts, conversation, listener, cancellation, timer);
        this.conversation = conversation;
        this.question = question;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** Works on a new question. */
    Outcome run(ReadAhead readAhead) {
        return kept(() -> {
            conversation.asked(question);
            readAhead(readAhead);
            return loop();
        });
    }

    /** Goes on with a question that was broken off. */
    Outcome goOn(ReadAhead readAhead) {
        steps.addAll(conversation.stepsSoFar());
        return kept(() -> {
            if (steps.isEmpty()) {
                readAhead(readAhead);
            }
            return loop();
        });
    }

    private Outcome kept(Supplier<Outcome> work) {
        try {
            Outcome outcome = answered(work);
            conversation.answered(outcome);
            return outcome;
        } catch (JournalException e) {
            return outcome(String.valueOf(e.getMessage()), Stop.FAILED);
        }
    }

    private Outcome answered(Supplier<Outcome> work) {
        try {
            return work.get();
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
        conversation.planned(plan);
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
                return outcome(conversation.lastWords(), Stop.CANCELLED);
            }
            if (timer.remaining().isZero()) {
                return outcome(conversation.lastWords(), Stop.DEADLINE);
            }
            if (steps.size() >= limits.maxSteps()) {
                return wrapUp(Stop.STEP_LIMIT);
            }
            Move move = move(wanted());
            if (move instanceof Move.Answered answered) {
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
        return answered.text().isBlank() && timer.remaining().isZero()
                ? Stop.DEADLINE
                : Stop.ANSWERED;
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
                && Hands.properties(tool).containsKey("path")
                && Hands.properties(tool).containsKey("content");
    }

    private Move move(Wanted wanted) {
        listener.thinking(steps.size() + 1);
        makeRoom();
        Turn turn =
                brain.next(
                        conversation.messages(),
                        wanted,
                        listener::text,
                        new RunLimit(limits.answerTokens(), timer::remaining, cancellation));
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
        boolean useful = true;
        // A model that repeats itself within one move wants the call once.
        for (Request request : conversation.called(calls.stream().distinct().toList())) {
            Hands.Made made = hands.make(request);
            Step step = made.step();
            useful &= !Repetition.tooOften(steps, step);
            String shown = shown(step);
            steps.add(step);
            conversation.returned(request, step, shown, made.seen());
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

    private Outcome wrapUp(Stop stop) {
        listener.note(
                stop == Stop.REPEATED ? "stopped: the same call again" : "step limit reached");
        Move move = move(new Wanted.Answer());
        String answer =
                move instanceof Move.Answered answered ? answered.text() : conversation.lastWords();
        return outcome(answer, stop);
    }

    private Outcome outcome(String answer, Stop stop) {
        return new Outcome(
                answer.strip(),
                Sources.of(steps),
                steps,
                tokens,
                firstToken,
                timer.elapsed(),
                stop);
    }
}
