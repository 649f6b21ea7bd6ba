package dev.hoopoe.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;

/** Wishes that would change the answer and cannot be fulfilled; ignoring them would be a lie. */
final class Unsupported {
    /**
     * @param harmless values that ask for nothing
     */
    private record Wish(String name, Predicate<JsonNode> harmless, String instead) {}

    private static final List<Wish> EVERYWHERE =
            List.of(
                    new Wish(
                            "n",
                            is(1),
                            "one answer per request is written; send it again for another"),
                    new Wish(
                            "logit_bias",
                            Unsupported::isEmpty,
                            "tokens cannot be weighted; leave it out"),
                    new Wish(
                            "frequency_penalty",
                            is(0),
                            "penalties are not applied; leave it out or send 0"),
                    new Wish(
                            "presence_penalty",
                            is(0),
                            "penalties are not applied; leave it out or send 0"));

    private static final List<Wish> CHAT =
            List.of(
                    new Wish(
                            "logprobs",
                            Unsupported::isFalse,
                            "probabilities are not reported; leave it out"),
                    new Wish("top_logprobs", is(0), "probabilities are not reported; leave it out"),
                    new Wish("functions", Unsupported::isEmpty, "it was replaced; use tools"),
                    new Wish("function_call", value -> false, "it was replaced; use tool_choice"),
                    new Wish("audio", value -> false, "the model writes text only; leave it out"),
                    new Wish(
                            "modalities",
                            Unsupported::isText,
                            "the model writes text only; send [\"text\"]"),
                    new Wish(
                            "web_search_options",
                            value -> false,
                            "the model has no web search; give it a tool"));

    private static final List<Wish> TEXT =
            List.of(
                    new Wish("best_of", is(1), "one answer per request is written; leave it out"),
                    new Wish(
                            "logprobs",
                            value -> false,
                            "probabilities are not reported; leave it out"),
                    new Wish(
                            "echo",
                            Unsupported::isFalse,
                            "the prompt is not repeated; leave it out or send false"),
                    new Wish(
                            "suffix",
                            Unsupported::isEmptyText,
                            "text is only added at the end; write the model's own fill-in-the-middle form into the prompt"));

    private Unsupported() {}

    static void refuseInChat(Fields request) {
        refuse(request, EVERYWHERE);
        refuse(request, CHAT);
    }

    static void refuseInText(Fields request) {
        refuse(request, EVERYWHERE);
        refuse(request, TEXT);
    }

    private static void refuse(Fields request, List<Wish> wishes) {
        for (Wish wish : wishes) {
            request.value(wish.name())
                    .filter(wish.harmless().negate())
                    .ifPresent(value -> {
                        throw request.wrong(
                                wish.name(), "this is not supported: " + wish.instead());
                    });
        }
    }

    private static Predicate<JsonNode> is(int number) {
        return value -> value.isNumber() && value.doubleValue() == number;
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }

    private static boolean isEmptyText(JsonNode value) {
        return value.isTextual() && value.textValue().isEmpty();
    }

    private static boolean isText(JsonNode value) {
        return value.isArray() && value.size() == 1 && value.get(0).asText().equals("text");
    }
}
