package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokensTest {
    private static final double ALLOWED = 0.2;

    static Stream<String> texts() {
        String prose =
                """
                The archive of the harbour office was moved twice during the last century, and each
                move cost it a part of its registers. What remains covers the years between the two
                fires: arrivals, cargoes, the names of captains, and the small quarrels about fees
                that fill every administration. A reader who expects adventure will be disappointed;
                somebody who wants to know what a barrel of oil cost in a particular spring will not.
                Measurements of temperature were begun later, by a schoolmaster whose instruments
                were better than his handwriting.
                """;
        String rows =
                IntStream.range(0, 80)
                        .mapToObj(i ->
                                "%d,Ana Holm,Bergen,2025-%02d-%02d,%d.%02d"
                                        .formatted(1000 + i, 1 + i % 12, 1 + i % 28, 7 * i, i))
                        .collect(Collectors.joining("\n", "id,name,city,day,price\n", ""));
        String code =
                """
                private static Optional<Decoding> marked(byte[] head) {
                    if (starts(head, 0xEF, 0xBB, 0xBF)) {
                        return Optional.of(new Decoding(UTF_8, 3));
                    }
                    for (int i = 0; i < head.length; i++) {
                        buffer.append(names.get(i)).append(separator);
                    }
                    return starts(head, 0xFE, 0xFF) ? Optional.of(big) : Optional.empty();
                }
                """;
        String german =
                """
                Die Grundlage jeder Entscheidung ist eine verlässliche Auskunft über die Umstände,
                unter denen sie getroffen werden soll. Dennoch verzichten viele Behörden auf eine
                ordentliche Prüfung und verlassen sich auf das, was bisher immer gegolten hat.
                """;
        String json =
                """
                {"name":"file_read","inputSchema":{"type":"object","properties":{"path":\
                {"type":"string"},"max_tokens":{"type":"integer"}},"required":["path"]}}
                """;
        return Stream.of(prose, rows, code, german, json);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void liesWithinAFifthOfTheRealCount(String text) {
        int real =
                Encodings.newLazyEncodingRegistry()
                        .getEncoding(EncodingType.O200K_BASE)
                        .countTokensOrdinary(text);

        assertThat((double) Tokens.estimate(text) / real).isCloseTo(1.0, within(ALLOWED));
    }

    @Test
    void nothingCostsNothing() {
        assertThat(Tokens.estimate("")).isZero();
    }
}
