package dev.hoopoe.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "needle ~ needle",
                "needle[a-z]+ is ~ needle",
                "ab+cde ~ cde",
                "ab?cdef ~ cdef",
                "ab{0,3}xy ~ xy",
                "a\\.b\\(c ~ a.b(c",
                "a\\.?bc ~ bc",
                "(abc|d)ef ~ ",
                "(abc)ef ~ ef",
                "(a[)]b)xyz ~ xyz",
                "[]a]bc ~ bc",
                "[^]a]bc ~ bc",
                "[[:alpha:]]bc ~ bc",
                "\\bword\\b ~ word",
                "\\dab\\wcde ~ cde",
                "^start$ ~ start",
                "\\Qa.b\\E ~ ",
                "(?i)abc ~ ",
                "\\x41bc ~ ",
                ".* ~ ",
                "naïve ~ na",
                "abc\\ ~ abc",
                "(abc ~ ",
                "[abc ~ ",
            })
    void isTheLongestPlainPart(String pattern, String required) {
        assertThat(RequiredText.ofPattern(pattern).orElse(""))
                .isEqualTo(required == null ? "" : required);
    }

    @ParameterizedTest
    @CsvSource({"hello world, hello", "a bcd, bcd", "é, ''", "l'été fini, fini"})
    void aQueryRequiresItsLongestWord(String query, String required) {
        assertThat(RequiredText.ofQuery(query).orElse("")).isEqualTo(required);
    }

    /** Whatever a pattern is made of: a line that it matches holds what it requires. */
    @Test
    void neverRequiresWhatAMatchLacks() {
        String[] parts = {
            "a", "b", "ab", "c", "\\.", ".", "[ab]", "[^c]", "(ab)", "(a[b])", "\\w", "\\b", "^",
            "$", " "
        };
        String[] counts = {"", "", "", "?", "*", "+", "{2}", "{0,1}", "+?", "*?"};
        Random random = new Random(7);
        int matches = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder pattern = new StringBuilder();
            for (int p = random.nextInt(1, 5); p > 0; p--) {
                String part = parts[random.nextInt(parts.length)];
                boolean repeats = !part.startsWith("^") && !part.equals("$") && !part.equals("\\b");
                pattern.append(part).append(repeats ? counts[random.nextInt(counts.length)] : "");
            }
            String line =
                    random.ints(12, 0, 5)
                            .mapToObj(c -> "abcA.".substring(c, c + 1))
                            .reduce("", String::concat);
            if (Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE)
                    .matcher(line)
                    .find()) {
                matches++;
                assertThat(line.toLowerCase(Locale.ROOT))
                        .as(pattern.toString())
                        .contains(
                                RequiredText.ofPattern(pattern.toString())
                                        .orElse("")
                                        .toLowerCase(Locale.ROOT));
            }
        }
        assertThat(matches).isGreaterThan(3_000);
    }

    @Test
    void bytesAreFoundWhereStringsAre() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String text = letters(random, random.nextInt(0, 30));
            String wanted = letters(random, random.nextInt(1, 5));
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertThat(new ByteFinder(wanted).in(bytes, bytes.length))
                    .as("%s in %s", wanted, text)
                    .isEqualTo(
                            text.toLowerCase(Locale.ROOT)
                                    .contains(wanted.toLowerCase(Locale.ROOT)));
        }
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 0, 6)
                .mapToObj(c -> "abABc.".substring(c, c + 1))
                .reduce("", String::concat);
    }
}
