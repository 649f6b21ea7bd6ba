package dev.hoopoe.inference.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas made to take all time or memory end in something more general or in an error. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class HostileSchemaTest {
    private static boolean matches(Map<String, ?> schema, String text) {
        return GrammarTest.matches(SchemaGrammar.of(schema), text);
    }

    private static Map<String, Object> withProperties(Map<String, ?> properties) {
        return Map.of("type", "object", "properties", properties);
    }

    @Test
    void tenThousandProperties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < 10_000; i++) {
            properties.put("property" + i, Map.of("type", "string"));
        }
        assertThat(matches(withProperties(properties), "{\"property9\": \"x\"}")).isTrue();
        properties.keySet().removeIf(name -> name.length() > "property999".length());
        assertThat(matches(withProperties(properties), "{\"property999\": \"x\"}")).isTrue();
        assertThat(matches(withProperties(properties), "{\"property999\": 1}")).isFalse();
    }

    @Test
    void tenThousandValues() {
        List<String> values = IntStream.range(0, 10_000).mapToObj(i -> "value" + i).toList();
        assertThat(matches(Map.of("enum", values), "\"value9999\"")).isTrue();
        assertThat(matches(Map.of("enum", values), "\"value10000\"")).isFalse();
        List<String> prefixes = IntStream.range(1, 400).mapToObj("a"::repeat).toList();
        assertThat(matches(Map.of("enum", prefixes), "\"" + "a".repeat(399) + "\"")).isTrue();
    }

    @Test
    void deepNestingIsCutOff() {
        Map<String, ?> schema = Map.of("type", "integer");
        for (int i = 0; i < 100_000; i++) {
            schema =
                    i % 2 == 0
                            ? Map.of("anyOf", List.of(schema))
                            : withProperties(Map.of("a", schema));
        }
        assertThat(matches(schema, "{\"a\": {}}")).isTrue();
        Map<String, ?> all = Map.of("type", "integer");
        for (int i = 0; i < 100_000; i++) {
            all = Map.of("allOf", List.of(all), "title", i);
        }
        assertThat(matches(all, "1")).isTrue();
    }

    @Test
    void aSchemaOrValueThatHoldsItself() {
        Map<String, Object> itself = new LinkedHashMap<>();
        itself.put("anyOf", List.of(itself, Map.of("type", "array", "items", itself)));
        itself.put("allOf", List.of(itself));
        assertThat(matches(itself, "[[]]")).isTrue();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("const", value);
        assertThatThrownBy(() -> SchemaGrammar.of(value))
                .isInstanceOf(GrammarException.class)
                .hasMessageContaining("nested deeper");
    }

    @Test
    void exponentiallyManyAlternatives() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            Map<String, String> next = Map.of("$ref", "#/$defs/d" + (i + 1));
            definitions.put(
                    "d" + i,
                    Map.of("anyOf", List.of(next, Map.of("type", "array", "items", next))));
        }
        definitions.put("d60", Map.of("type", "integer"));
        assertThat(matches(Map.of("$ref", "#/$defs/d0", "$defs", definitions), "[[1]]")).isTrue();
        List<Map<String, ?>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(
                    Map.of(
                            "anyOf",
                            List.of(
                                    withProperties(Map.of("a" + i, Map.of("type", "integer"))),
                                    withProperties(Map.of("b" + i, Map.of("type", "integer"))))));
        }
        assertThat(matches(Map.of("allOf", all), "{\"a0\": 1}")).isTrue();
    }

    @Test
    void pairsOfPlacesThatMultiply() {
        // Every member of x must match two schemas, whose members must match two more, and so on.
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            Map<String, Object> members = new LinkedHashMap<>();
            for (int k = 0; k < 4; k++) {
                members.put(
                        "m" + k,
                        Map.of("allOf", List.of(reference(i * 7 + k), reference(i * 3 + k * 5))));
            }
            definitions.put("d" + i, withProperties(members));
        }
        Map<String, Object> schema = Map.of("$ref", "#/$defs/d0", "$defs", definitions);
        try {
            assertThat(matches(schema, "{}")).isTrue();
        } catch (GrammarException e) {
            assertThat(e).hasMessageContaining("limit");
        }
        assertThat(SchemaGrammar.ofCalls(Map.of("t", schema))).isNotEmpty();
    }

    private static Map<String, String> reference(int number) {
        return Map.of("$ref", "#/$defs/d" + number % 30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a{1,1000}){1,1000}",
                "^((a{1,40}){1,40}){1,1}$",
                "^(a*)*$",
                "^(a|a)*(a|a)*$",
                "^(a?){1000}a{900}$",
                "^((((((((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))))))))$",
                "a{99999999999}",
                "^[^$",
                "(((",
                "a**",
                "(?<!b)a",
                "\\",
                "[b-a]",
                "^(^a$)*$",
                "(^a)?",
                "\\u{110000}|a",
            })
    void patternsThatExplode(String pattern) {
        Map<String, String> schema = Map.of("type", "string", "pattern", pattern);
        String text = "\"" + "a".repeat(1_000) + "\"";
        GrammarState state = Grammar.parse(SchemaGrammar.of(schema)).start();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            GrammarState next = state.accept(new byte[] {b});
            if (next == null) {
                break;
            }
            state = next;
        }
        assertThat(state).isNotNull();
    }

    @Test
    void alternativesThatMeetAgainAndAgain() {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put(
                "anyOf",
                List.of(
                        Map.of("type", "array", "items", list, "maxItems", 5),
                        Map.of("type", "array", "items", list, "maxItems", 6)));
        Grammar grammar = Grammar.parse(SchemaGrammar.of(list));
        GrammarState state =
                grammar.start().accept("[".repeat(100).getBytes(StandardCharsets.UTF_8));
        assertThat(state).isNotNull();
    }

    @Test
    void limitsOutOfBounds() {
        Map<String, Object> huge =
                Map.of("type", "number", "minimum", -Double.MAX_VALUE, "maximum", Double.NaN);
        assertThat(matches(huge, "-1.5")).isTrue();
        Map<String, Object> tiny =
                Map.of("type", "number", "minimum", new BigDecimal("1e-1000000000"), "maximum", 2);
        assertThat(matches(tiny, "1.5")).isTrue();
        assertThat(matches(tiny, "2.5")).isFalse();
        Map<String, Object> long1 = Map.of("type", "string", "minLength", Long.MAX_VALUE);
        assertThat(matches(long1, "\"a\"")).isFalse();
        Map<String, Object> none = Map.of("type", "integer", "minimum", 5, "maximum", 4);
        assertThatThrownBy(() -> SchemaGrammar.of(none))
                .isInstanceOf(GrammarException.class)
                .hasMessageContaining("allows no value");
    }

    @Test
    void aToolWhoseSchemaIsTooMuchTakesAnyObject() {
        Map<String, Object> large = new LinkedHashMap<>();
        for (int i = 0; i < 900; i++) {
            large.put("x".repeat(300) + i, Map.of("type", "string"));
        }
        Map<String, Map<String, ?>> tools = new LinkedHashMap<>();
        tools.put("large", withProperties(large));
        tools.put("impossible", Map.of("not", Map.of(), "allOf", List.of(false)));
        tools.put("good", withProperties(Map.of("a", Map.of("type", "integer"))));
        String grammar = SchemaGrammar.ofCalls(tools);
        for (String call :
                List.of(
                        "{\"name\": \"large\", \"arguments\": {\"y\": 1}}",
                        "{\"name\": \"impossible\", \"arguments\": {}}",
                        "{\"name\": \"good\", \"arguments\": {\"a\": 1}}")) {
            assertThat(GrammarTest.matches(grammar, call)).as(call).isTrue();
        }
        assertThat(GrammarTest.matches(grammar, "{\"name\": \"good\", \"arguments\": {\"y\": 1}}"))
                .isFalse();
        assertThatThrownBy(() -> SchemaGrammar.of(withProperties(large)))
                .isInstanceOf(GrammarException.class)
                .hasMessageContaining(String.valueOf(Rules.LARGEST_SCHEMA));
    }

    @Test
    void manyLargeTools() {
        Map<String, Map<String, ?>> tools = new LinkedHashMap<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < 200; i++) {
            properties.put("property" + i, Map.of("type", "integer", "minimum", i));
        }
        for (int i = 0; i < 300; i++) {
            tools.put("tool" + i, withProperties(properties));
        }
        String grammar = SchemaGrammar.ofCalls(tools);
        assertThat(
                        GrammarTest.matches(
                                grammar,
                                "{\"name\": \"tool0\", \"arguments\": {\"property0\": 0}}"))
                .isTrue();
    }
}
