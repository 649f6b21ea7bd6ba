package dev.hoopoe.inference;

import dev.hoopoe.inference.grammar.CallForm;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.List;

/**
 * Lets a model answer or call: it writes freely, and what it begins as a call goes on under a
 * grammar, in the wrapping that it has begun.
 */
final class Turns {
    /** Writes one stretch of a turn. */
    @FunctionalInterface
    interface Writer {
        Completion write(CompletionRequest request, TextWatcher watcher, Grammars.Wanted grammar);
    }

    private final Writer writer;

    Turns(Writer writer) {
        this.writer = writer;
    }

    Turn take(CompletionRequest request, ToolChoice choice, List<String> stops) {
        StopSequences watcher = new StopSequences(stops);
        if (request.input().tools().isEmpty() || choice == ToolChoice.NONE) {
            return answer(
                    writer.write(
                            request, watcher, Grammars.constraint(request.output().constraint())));
        }
        if (choice == ToolChoice.REQUIRED) {
            CallForm form = CallForm.LINES.atMost(request.output().mostCalls());
            Completion calls = calls(request, form);
            return turn("", calls, form, calls.reasoning(), calls.usage(), calls.timings());
        }
        CallSpotter spotter = new CallSpotter();
        Completion free =
                writer.write(request, watcher.and(spotter), Grammars.constraint(Constraint.none()));
        return spotter.found() ? goOn(request, free, spotter) : answer(free);
    }

    private static Turn answer(Completion text) {
        return new Turn(
                text.text(),
                text.reasoning(),
                List.of(),
                text.reason(),
                text.usage(),
                text.timings());
    }

    /** Behind the opening that the model wrote itself. */
    private Turn goOn(CompletionRequest request, Completion free, CallSpotter spotter) {
        CallForm form = spotter.form().atMost(request.output().mostCalls());
        String begun = request.input().assistantPrefix() + thoughts(free) + free.text();
        Completion calls = calls(request.withAssistantPrefix(begun), form);
        return turn(
                free.text().substring(0, spotter.prose()),
                calls,
                form,
                free.reasoning(),
                free.usage().then(calls.usage()),
                free.timings().then(calls.timings()));
    }

    // What the model has thought in this turn still stands before what it goes on with.
    private static String thoughts(Completion free) {
        return free.reasoning().isEmpty()
                ? ""
                : ReasoningTags.OPEN
                        + "\n"
                        + free.reasoning()
                        + "\n"
                        + ReasoningTags.CLOSE
                        + "\n\n";
    }

    private Completion calls(CompletionRequest request, CallForm form) {
        return writer.write(
                request.withOnText(text -> {}),
                TextWatcher.none(),
                new Grammars.Calls(request.input().tools(), form));
    }

    private static Turn turn(
            String prose,
            Completion calls,
            CallForm form,
            String reasoning,
            Usage usage,
            Timings timings) {
        List<ToolExecutionRequest> read = CallText.parse(calls.text(), form);
        return new Turn(prose.strip(), reasoning, read, calls.reason(), usage, timings);
    }
}
