package dev.hoopoe.inference.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    static boolean matches(String gbnf, String text) {
        GrammarState state =
                Grammar.parse(gbnf).start().accept(text.getBytes(StandardCharsets.UTF_8));
        return state != null && state.isComplete();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\'',
            value = {
                "root ::= \"a\" ~ a ~ true",
                "root ::= \"a\" ~ b ~ false",
                "root ::= \"a\" ~ aa ~ false",
                "root ::= \"a\"? \"b\" ~ b ~ true",
                "root ::= \"a\"* ~ aaaa ~ true",
                "root ::= \"a\"+ ~ '' ~ false",
                "root ::= \"a\"{2,3} ~ a ~ false",
                "root ::= \"a\"{2,3} ~ aaa ~ true",
                "root ::= \"a\"{2,3} ~ aaaa ~ false",
                "root ::= \"a\"{2,} ~ aaaaaa ~ true",
                "root ::= \"a\"{2} ~ aa ~ true",
                "root ::= \"a\"{2} ~ aaa ~ false",
                "root ::= (\"a\" | \"bc\")+ ~ abcbca ~ true",
                "root ::= [a-c]+ ~ abcd ~ false",
                "root ::= [^a-c]+ ~ xyz日本 ~ true",
                "root ::= [^a-c]+ ~ xa ~ false",
                "root ::= [α-ω]+ ~ λόγος ~ false",
                "root ::= [α-ωό]+ ~ λόγος ~ true",
                "root ::= [🦀-🦉] ~ 🦉 ~ true",
                "root ::= [🦀-🦉] ~ 🦊 ~ false",
                "root ::= . ~ 🦊 ~ true",
                "root ::= \"\\x41\\u00e9\\U0001F989\" ~ Aé🦉 ~ true",
                "root ::= (\"a\"?)* ~ aaa ~ true",
                "root ::= (\"a\"?){3,5} ~ aa ~ true",
                "root ::= \"[\" [\\]\\-^] ~ [] ~ true",
            })
    void matchesAsGbnfDefines(String grammar, String text, boolean expected) {
        assertThat(matches(grammar, text)).isEqualTo(expected);
    }

    @Test
    void rulesMayBeRecursiveAndSpreadOverLines() {
        String nested =
                """
                # balanced brackets
                root ::= item*   # any number
                item ::= "(" item* ")" |
                         "[" item* "]"
                """;
        assertThat(matches(nested, "([][])()")).isTrue();
        assertThat(matches(nested, "([)]")).isFalse();
        assertThat(matches(nested, "(".repeat(500) + ")".repeat(500))).isTrue();
    }

    @Test
    void rulesMayBeginWithThemselves() {
        assertThat(matches("root ::= root \"a\" | \"b\"", "baaa")).isTrue();
        assertThat(matches("root ::= root \"a\" | \"b\"", "bb")).isFalse();
        assertThat(Grammar.parse("root ::= a\na ::= b\nb ::= a a").start().isFinal()).isTrue();
        String hidden = "root ::= none root \"x\" | \"y\"\nnone ::= \"\" | \"n\"";
        assertThat(matches(hidden, "nynx")).isFalse();
        assertThat(matches(hidden, "nyxx")).isTrue();
    }

    @Test
    void alternativesThatBeginAlikeDoNotMultiply() {
        String alike =
                """
                root ::= "(" root ")" | "(" root "]" | "(" other "]" | "x"
                other ::= root | other ","
                """;
        assertThat(matches(alike, "(".repeat(300) + "x" + ")]".repeat(150))).isTrue();
        assertThat(matches(alike, "(".repeat(3) + "x,]),]")).isTrue();
        assertThat(matches(alike, "(".repeat(3) + "x,)]]")).isFalse();
    }

    @Test
    void longTextsTakeTimeByTheirLength() {
        String right = "root ::= \"a\" root | \"\"";
        assertThat(matches(right, "a".repeat(200_000))).isTrue();
        String left = "root ::= root \"a\" | \"\"";
        assertThat(matches(left, "a".repeat(200_000))).isTrue();
    }

    @Test
    void aCharacterMayArriveInParts() {
        GrammarState start = Grammar.parse("root ::= [日🦉] \"!\"").start();
        byte[] owl = "🦉".getBytes(StandardCharsets.UTF_8);
        GrammarState state = start;
        for (byte b : owl) {
            state = after(state, new byte[] {b});
            assertThat(state.isComplete()).isFalse();
        }
        assertThat(start.accept(new byte[] {owl[0], 'x'})).isNull();
        assertThat(start.accept(new byte[] {(byte) 0xFF})).isNull();
    }

    @Test
    void saysWhatIsForced() {
        GrammarState start = Grammar.parse("root ::= \"abc\" (\"def\" | \"deg\") \"h\"?").start();
        assertThat(text(start.forced())).isEqualTo("abcde");
        GrammarState later = after(start, "abcdef".getBytes(StandardCharsets.UTF_8));
        assertThat(text(later.forced())).isEmpty();
        assertThat(later.isComplete()).isTrue();
        assertThat(later.isFinal()).isFalse();
        GrammarState end = after(later, new byte[] {'h'});
        assertThat(end.isFinal()).isTrue();
    }

    private static GrammarState after(GrammarState state, byte[] bytes) {
        return Objects.requireNonNull(state.accept(bytes));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "root",
                "root ::= \"a",
                "root ::= [a",
                "root ::= (\"a\"",
                "root ::= missing",
                "root ::= \"a\"{3,1}",
                "root ::= \"a\"{x}",
                "root ::= \"\\q\"",
                "root ::= \"\\xZZ\"",
                "root ::= \"a\" ) ",
                "other ::= \"a\"",
            })
    void refusesWhatItCannotRead(String gbnf) {
        assertThatThrownBy(() -> Grammar.parse(gbnf)).isInstanceOf(GrammarException.class);
    }

    @Test
    void refusesWhatIsTooLargeOrTooDeep() {
        assertThatThrownBy(() -> Grammar.parse("root ::= " + "(".repeat(5_000)))
                .isInstanceOf(GrammarException.class)
                .hasMessageContaining("deeper");
        assertThatThrownBy(() -> Grammar.parse(" ".repeat(GbnfParser.LONGEST_TEXT + 1)))
                .isInstanceOf(GrammarException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void aHostileGrammarEndsInAnErrorAndNotInAFullMemory() {
        String explosive = "root ::= ((\"a\"?){100000}){100000} \"b\"";
        assertThatThrownBy(() -> Grammar.parse(explosive)).isInstanceOf(GrammarException.class);
    }
}
