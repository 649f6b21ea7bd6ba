package dev.hoopoe.inference.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every number of a stretch against comparison, for limits drawn by chance. */
class NumberGrammarTest {
    private static final int LIMITS = 60;

    private final Random random = new Random(7);

    private Map<String, Object> limits(String type, int around, int scale) {
        Map<String, Object> schema = new HashMap<>(Map.of("type", type));
        for (String keyword :
                new String[] {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}) {
            if (random.nextInt(5) < 2) {
                schema.put(keyword, BigDecimal.valueOf(random.nextInt(-around, around), scale));
            }
        }
        return schema;
    }

    private static boolean isWithin(BigDecimal value, Map<String, Object> schema) {
        return order(value, schema, "minimum", 0) >= 0
                && order(value, schema, "exclusiveMinimum", 1) > 0
                && order(value, schema, "maximum", 0) <= 0
                && order(value, schema, "exclusiveMaximum", -1) < 0;
    }

    private static int order(
            BigDecimal value, Map<String, Object> schema, String keyword, int without) {
        return schema.get(keyword) instanceof BigDecimal limit ? value.compareTo(limit) : without;
    }

    private static void compare(Map<String, Object> schema, int around, int scale) {
        GrammarState start;
        try {
            start = Grammar.parse(SchemaGrammar.of(schema)).start();
        } catch (GrammarException e) {
            for (int i = -around; i <= around; i++) {
                BigDecimal value = BigDecimal.valueOf(i, scale);
                assertThat(isWithin(value, schema)).as("%s in %s", value, schema).isFalse();
            }
            return;
        }
        for (int i = -around; i <= around; i++) {
            BigDecimal value = BigDecimal.valueOf(i, scale);
            GrammarState end = start.accept(value.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(end != null && end.isComplete())
                    .as("%s in %s", value, schema)
                    .isEqualTo(isWithin(value, schema));
        }
    }

    @Test
    void wholeNumbers() {
        for (int i = 0; i < LIMITS; i++) {
            compare(limits("integer", 1_500, 0), 2_000, 0);
        }
    }

    @Test
    void numbersWithDecimals() {
        for (int i = 0; i < LIMITS; i++) {
            compare(limits("number", 300, 2), 400, 2);
            compare(limits("number", 30, 1), 400, 2);
        }
    }
}
