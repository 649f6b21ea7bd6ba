package dev.hoopoe.inference.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaGrammarTest {
    private static boolean matches(Map<String, ?> schema, String text) {
        return GrammarTest.matches(SchemaGrammar.of(schema), text);
    }

    private static Map<String, Object> object(List<String> required, Object... members) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            properties.put((String) members[i], members[i + 1]);
        }
        return Map.of("type", "object", "properties", properties, "required", required);
    }

    private static final Map<String, Object> STRING = Map.of("type", "string");
    private static final Map<String, Object> INTEGER = Map.of("type", "integer");

    @Test
    void stringsAreJsonStrings() {
        assertThat(matches(STRING, "\"a\\n\\\"b\\\" \\u00e9 é 日\"")).isTrue();
        assertThat(matches(STRING, "\"a\nb\"")).isFalse();
        assertThat(matches(STRING, "\"a\\q\"")).isFalse();
        assertThat(matches(STRING, "\"a")).isFalse();
        assertThat(matches(STRING, " \"a\"")).isFalse();
    }

    @Test
    void lengthsCountCharacters() {
        Map<String, Object> two = Map.of("type", "string", "minLength", 1, "maxLength", 2);
        assertThat(matches(two, "\"\"")).isFalse();
        assertThat(matches(two, "\"日本\"")).isTrue();
        assertThat(matches(two, "\"\\n\\\"\"")).isTrue();
        assertThat(matches(two, "\"abc\"")).isFalse();
    }

    @Test
    void numbers() {
        assertThat(matches(INTEGER, "-120")).isTrue();
        assertThat(matches(INTEGER, "012")).isFalse();
        assertThat(matches(INTEGER, "1.5")).isFalse();
        assertThat(matches(Map.of("type", "number"), "-1.5e-10")).isTrue();
        assertThat(matches(Map.of("type", "number"), ".5")).isFalse();
        assertThat(matches(Map.of("type", "boolean"), "true")).isTrue();
        assertThat(matches(Map.of("type", "null"), "null")).isTrue();
    }

    @Test
    void membersComeInOrderAndOptionalOnesMayBeMissing() {
        Map<String, Object> schema =
                object(
                        List.of("b", "d"),
                        "a",
                        STRING,
                        "b",
                        INTEGER,
                        "c",
                        INTEGER,
                        "d",
                        STRING,
                        "e",
                        STRING);
        assertThat(matches(schema, "{\"b\": 1, \"d\": \"x\"}")).isTrue();
        assertThat(matches(schema, "{\"a\": \"\", \"b\": 1, \"c\": 2, \"d\": \"x\", \"e\": \"\"}"))
                .isTrue();
        assertThat(matches(schema, "{\"b\": 1, \"d\": \"x\", \"e\": \"\"}")).isTrue();
        assertThat(matches(schema, "{\"d\": \"x\", \"b\": 1}")).isFalse();
        assertThat(matches(schema, "{\"b\": 1}")).isFalse();
        assertThat(matches(schema, "{\"b\": 1, \"d\": \"x\", \"f\": 1}")).isFalse();
        assertThat(matches(schema, "{\"b\":1,\"d\":\"x\"}")).isFalse();
    }

    @Test
    void allOptional() {
        Map<String, Object> schema = object(List.of(), "a", INTEGER, "b", INTEGER);
        for (String text : List.of("{}", "{\"a\": 1}", "{\"b\": 1}", "{\"a\": 1, \"b\": 2}")) {
            assertThat(matches(schema, text)).as(text).isTrue();
        }
        assertThat(matches(schema, "{, \"b\": 1}")).isFalse();
        assertThat(matches(object(List.of()), "{}")).isTrue();
    }

    @Test
    void arrays() {
        Map<String, Object> some =
                Map.of("type", "array", "items", INTEGER, "minItems", 1, "maxItems", 3);
        assertThat(matches(some, "[]")).isFalse();
        assertThat(matches(some, "[1]")).isTrue();
        assertThat(matches(some, "[1, 2, 3]")).isTrue();
        assertThat(matches(some, "[1, 2, 3, 4]")).isFalse();
        Map<String, Object> any =
                Map.of("type", "array", "items", object(List.of("x"), "x", INTEGER));
        assertThat(matches(any, "[]")).isTrue();
        assertThat(matches(any, "[{\"x\": 1}, {\"x\": 2}]")).isTrue();
        assertThat(matches(Map.of("type", "array", "maxItems", 0), "[]")).isTrue();
        assertThat(matches(Map.of("type", "array"), "[1, \"a\", [null]]")).isTrue();
    }

    @Test
    void choices() {
        Map<String, Object> either = Map.of("anyOf", List.of(INTEGER, Map.of("type", "null")));
        assertThat(matches(either, "null")).isTrue();
        assertThat(matches(either, "7")).isTrue();
        assertThat(matches(either, "true")).isFalse();
        Map<String, Object> named = Map.of("enum", List.of("a\"b", 3, true));
        assertThat(matches(named, "\"a\\\"b\"")).isTrue();
        assertThat(matches(named, "3")).isTrue();
        assertThat(matches(Map.of("type", List.of("string", "null")), "null")).isTrue();
        assertThat(matches(Map.of("const", "x"), "\"x\"")).isTrue();
    }

    @Test
    void anythingElseIsAnyValue() {
        Map<String, Object> unknown = Map.of("$ref", "#/$defs/x");
        assertThat(matches(unknown, "{\"a\": [1, {\"b\": null}]}")).isTrue();
        assertThat(matches(Map.of(), "[1, 2]")).isTrue();
        assertThat(matches(Map.of("type", "object"), "{\"any\": \"thing\"}")).isTrue();
        assertThat(matches(Map.of("type", "object"), "[]")).isFalse();
    }

    @Test
    void aSchemaThatContainsItselfIsCutOff() {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("type", "object");
        node.put("properties", Map.of("next", node));
        assertThat(matches(node, "{\"next\": {\"next\": {}}}")).isTrue();
    }

    @Test
    void calls() {
        Map<String, Map<String, Object>> tools = new LinkedHashMap<>();
        tools.put("read", object(List.of("path"), "path", STRING));
        tools.put("list", object(List.of()));
        String grammar = SchemaGrammar.ofCalls(tools);
        assertThat(
                        GrammarTest.matches(
                                grammar, "{\"name\": \"read\", \"arguments\": {\"path\": \"a\"}}"))
                .isTrue();
        assertThat(GrammarTest.matches(grammar, "{\"name\": \"list\", \"arguments\": {}}"))
                .isTrue();
        assertThat(
                        GrammarTest.matches(
                                grammar, "{\"name\": \"list\", \"arguments\": {\"path\": \"a\"}}"))
                .isFalse();
        assertThat(GrammarTest.matches(grammar, "{\"name\": \"other\", \"arguments\": {}}"))
                .isFalse();
    }

    @Test
    void oneOfSomeTexts() {
        String grammar = SchemaGrammar.ofChoices(List.of("Yes", "No\n\"\\", "\u0001"));
        assertThat(GrammarTest.matches(grammar, "Yes")).isTrue();
        assertThat(GrammarTest.matches(grammar, "No\n\"\\")).isTrue();
        assertThat(GrammarTest.matches(grammar, "\u0001")).isTrue();
        assertThat(GrammarTest.matches(grammar, "Maybe")).isFalse();
    }
}
