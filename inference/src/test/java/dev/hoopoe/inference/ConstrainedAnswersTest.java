package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstrainedAnswersTest extends WithTestModel {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Describe an owl.",
                "Describe a hoopoe.",
                "Give me a person.",
                "Invent a city.",
                "List three fruits.",
                "What is 17 times 3?",
                "Translate 'good morning'.",
                "Who wrote Hamlet?",
                "Say \"quoted\" words.",
                "Use a backslash \\ in your answer.",
                "Write two lines.\nThe second one.",
                "日本語で答えてください。",
                "Ответь по-русски.",
                "🦉?",
                "",
                "{\"a\": 1}",
                "<xml/>",
                "Repeat the letter a for ever.",
                "Answer with nothing.",
                "```json\n{}\n```"
            })
    void aConstrainedAnswerIsJsonOfItsSchema(String question) throws Exception {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", Map.of("type", "string", "maxLength", 20));
        properties.put("count", Map.of("type", "integer"));
        properties.put("kind", Map.of("type", "string", "enum", List.of("a", "b\"c")));
        properties.put("real", Map.of("type", "boolean"));
        properties.put(
                "tags",
                Map.of(
                        "type",
                        "array",
                        "maxItems",
                        2,
                        "items",
                        Map.of("type", "string", "maxLength", 8)));
        Map<String, Object> schema =
                Map.of(
                        "type",
                        "object",
                        "properties",
                        properties,
                        "required",
                        List.of("name", "count", "kind", "tags"));
        Completion completion =
                model.complete(
                        ask("Question: " + question)
                                .withMaxOutputTokens(200)
                                .withConstraint(new Constraint.Json(schema)));
        assertThat(completion.reason()).isEqualTo(StopReason.END);
        JsonNode json = new ObjectMapper().readTree(completion.text());
        assertThat(json.fieldNames()).toIterable().containsSubsequence("name", "count", "kind");
        assertThat(json.get("name").asText().codePointCount(0, json.get("name").asText().length()))
                .isLessThanOrEqualTo(20);
        assertThat(json.get("count").isIntegralNumber()).isTrue();
        assertThat(json.get("kind").asText()).isIn("a", "b\"c");
        assertThat(json.get("tags")).hasSizeLessThanOrEqualTo(2);
        assertThat(completion.timings().steps()).isLessThan(completion.usage().outputTokens());
    }

    @Test
    void samplesWithinTheGrammar() {
        CompletionRequest request =
                ask("Say something.")
                        .withSampling(new Sampling(2.0, 100, 1.0, 7))
                        .withConstraint(new Constraint.Gbnf("root ::= [0-9]{5} \"-\" [A-F]{3}"));
        assertThat(model.complete(request).text()).matches("[0-9]{5}-[A-F]{3}");
    }

    @Test
    void choosesOneOfSomeTexts() {
        Completion completion =
                model.complete(
                        ask("Is Paris in France?")
                                .withConstraint(new Constraint.OneOf(List.of("Yes", "No"))));
        assertThat(completion.text()).isIn("Yes", "No");
        assertThat(completion.reason()).isEqualTo(StopReason.END);
    }

    @Test
    void aForcedTextComesInWholeCharacters() {
        String text = "naïve — 日本語 🦉🪶 \u0000 end";
        List<String> pieces = new ArrayList<>();
        Completion completion =
                model.complete(
                        ask("Say it.")
                                .withMaxOutputTokens(100)
                                .withOnText(pieces::add)
                                .withConstraint(
                                        new Constraint.OneOf(List.of(text.replace("\u0000", "")))));
        assertThat(completion.text()).isEqualTo(text.replace("\u0000", ""));
        assertThat(pieces).noneMatch(piece -> piece.contains("\uFFFD"));
        assertThat(String.join("", pieces)).isEqualTo(completion.text());
    }

    @Test
    void refusesABadGrammarByName() {
        assertThatThrownBy(() ->
                        model.complete(ask("x").withConstraint(new Constraint.Gbnf("root ::= a"))))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("no rule 'a'");
    }
}
