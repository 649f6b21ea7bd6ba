package dev.hoopoe.inference.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every short string against java.util.regex, which reads these patterns as ECMA-262 does. */
class RegexGrammarTest {
    private static final String LETTERS = "ab1-\"\\\n é";
    private static final int LONGEST = 4;

    private static final List<String> STRINGS = strings();

    private static List<String> strings() {
        List<String> result = new ArrayList<>(List.of(""));
        int start = 0;
        for (int length = 1; length <= LONGEST; length++) {
            int end = result.size();
            for (int i = start; i < end; i++) {
                for (int letter = 0; letter < LETTERS.length(); letter++) {
                    result.add(result.get(i) + LETTERS.charAt(letter));
                }
            }
            start = end;
        }
        return result;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "^$",
                "a",
                "^a",
                "^a*\\z{0}$",
                "^ab?$",
                "^(a|b1)*$",
                "^(?:a|b){2,3}1?$",
                "^[ab-]+$",
                "^[^ab]+$",
                "^[a-b\\d]{2}$",
                "^\\w+-\\w+$",
                "^\\W*$",
                "^\\s|\\S\\d$",
                "^.{2,3}$",
                ".b.",
                "^\"\\\\\"?$",
                "\\\"1",
                "^(a|b)(-(a|b))*$",
                "^a{2}|b{3,}$",
                "^((a)|(b))+?$",
                "^\\u0061\\x62$",
                "^a{,2}$",
                "^(^a$|b)$",
                "^(?:é|[\\n])+$",
                "^[\\w-]+$",
                "^[\\-\\\\]+$",
                "^a{0}b$",
            })
    void findsWhatTheExpressionFinds(String pattern) {
        Regex regex = RegexParser.parse(pattern);
        if (regex == null || RegexGrammar.of(regex, new Rules()) == null) {
            assertThat(pattern).as("not enforced").isIn("^a*\\z{0}$", "^(^a$|b)$");
            return;
        }
        // Java reads "$" before a last line end, "{,2}" not as these letters, and "." as ECMA-262.
        Pattern oracle =
                Pattern.compile(pattern.replaceAll("\\$(?=$|\\|)", "\\\\z").replace("{,", "\\{,"));
        GrammarState start = Grammar.parse(SchemaGrammar.of(Map.of("pattern", pattern))).start();
        for (String string : STRINGS) {
            assertThat(accepts(start, string))
                    .as("%s finds '%s'", pattern, string)
                    .isEqualTo(oracle.matcher(string).find());
        }
    }

    private static boolean accepts(GrammarState start, String string) {
        GrammarState end = start.accept(JsonText.of(string).getBytes(StandardCharsets.UTF_8));
        return end != null && end.isComplete();
    }

    @Test
    void whatNoGrammarCanSayIsNotEnforced() {
        for (String pattern :
                List.of("^(?=a)a", "(?!x)", "(a)\\1", "\\bword\\b", "\\p{L}+", "(?i)a")) {
            GrammarState start =
                    Grammar.parse(SchemaGrammar.of(Map.of("pattern", pattern, "maxLength", 2)))
                            .start();
            assertThat(accepts(start, "zz")).as(pattern).isTrue();
            assertThat(accepts(start, "zzz")).as(pattern).isFalse();
        }
    }

    @Test
    void whatLeadsToAMatchIsLimited() {
        Map<String, String> schema = Map.of("pattern", "x$");
        GrammarState start = Grammar.parse(SchemaGrammar.of(schema)).start();
        assertThat(accepts(start, "a".repeat(RegexGrammar.LONGEST_BEFORE) + "x")).isTrue();
        assertThat(accepts(start, "a".repeat(RegexGrammar.LONGEST_BEFORE + 1) + "x")).isFalse();
    }
}
