package dev.hoopoe.web.openai;

import dev.hoopoe.inference.Bounds;
import dev.hoopoe.inference.Completion;
import dev.hoopoe.inference.CompletionRequest;
import dev.hoopoe.inference.Constraint;
import dev.hoopoe.inference.ModelInput;
import dev.hoopoe.inference.OutputForm;
import dev.hoopoe.inference.OutputListener;
import dev.hoopoe.inference.ToolCallingModel;
import dev.hoopoe.inference.Turn;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.List;
import java.util.Optional;

/**
 * What a model is to do.
 *
 * @param named the tool that it must call; whatever {@code choice} says
 */
record Job(
        ModelInput input,
        OutputForm output,
        ToolChoice choice,
        Optional<ToolSpecification> named,
        List<String> stops) {

    /** A conversation's next turn. */
    static Job chat(Fields request) {
        Unsupported.refuseInChat(request);
        Tools tools = Tools.of(request);
        OutputForm output = Output.chat(request);
        boolean free = output.constraint() instanceof Constraint.None;
        if (!free && tools.choice() == ToolChoice.AUTO && !tools.all().isEmpty()) {
            throw request.wrong(
                    "response_format",
                    "it cannot be combined with tools that may or may not be called; send tool_choice none or required, or leave one of both out");
        }
        return new Job(
                ModelInput.of(Messages.of(request)).withTools(tools.all()),
                output,
                tools.choice(),
                tools.named(),
                Output.stops(request));
    }

    /** A text's continuation. */
    static Job text(Fields request) {
        Unsupported.refuseInText(request);
        return new Job(
                ModelInput.ofRawText(prompt(request)),
                Output.text(request),
                ToolChoice.NONE,
                Optional.empty(),
                Output.stops(request));
    }

    private static String prompt(Fields request) {
        List<String> prompts = Texts.of(request, "prompt");
        if (prompts.size() != 1) {
            throw request.wrong("prompt", "one text per request is continued; send one string");
        }
        return prompts.getFirst();
    }

    /** Lets the model write; returns when it is done, cancelled or out of time. */
    Turn run(ToolCallingModel model, OutputListener listener, Bounds bounds) {
        CompletionRequest request = new CompletionRequest(input, output, listener, bounds);
        return named.isEmpty()
                ? model.turn(request, choice, stops)
                : calling(model, request, named.get());
    }

    /** All tools stay in the prompt, so that what was computed for it holds. */
    private static Turn calling(
            ToolCallingModel model, CompletionRequest request, ToolSpecification tool) {
        Completion call =
                model.complete(
                        request.withConstraint(new Constraint.ToolCall(List.of(tool)))
                                .withOnText(text -> {}));
        return new Turn(
                "",
                call.reasoning(),
                CallText.parse(tool, call),
                call.reason(),
                call.usage(),
                call.timings());
    }
}
