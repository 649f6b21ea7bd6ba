package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {
    enum Shape {
        ROUND,
        SQUARE
    }

    record Flat(
            @Doc("who") String name,
            @Or("3") int count,
            Optional<Long> big,
            double weight,
            boolean ready,
            Shape shape,
            List<String> tags) {}

    record Step(String act, Optional<String> value) {}

    record Nested(List<Step> steps) {}

    record TooDeep(List<Nested> all) {}

    record Odd(Map<String, String> map) {}

    @Test
    void writesEachTypeInTheOrderOfTheComponents() {
        assertThat(Json.write(RecordSchema.of("Shop.shop_sell", Flat.class)))
                .isEqualTo(
                        """
                        {"type":"object","properties":{"name":{"type":"string","description":"who"},\
                        "count":{"type":"integer"},"big":{"type":"integer"},\
                        "weight":{"type":"number"},"ready":{"type":"boolean"},\
                        "shape":{"type":"string","enum":["round","square"]},\
                        "tags":{"type":"array","items":{"type":"string"}}},\
                        "required":["name","weight","ready","shape","tags"]}\
                        """);
    }

    @Test
    void allowsOneListOfFlatRecords() {
        assertThat(Json.write(RecordSchema.of("Shop.shop_sell", Nested.class)))
                .contains("\"items\":{\"type\":\"object\"")
                .contains("\"required\":[\"act\"]");
    }

    @Test
    void refusesWhatAModelCannotFill() {
        assertThatThrownBy(() -> RecordSchema.of("Shop.shop_sell", TooDeep.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps")
                .hasMessageContaining("one list of flat");
        assertThatThrownBy(() -> RecordSchema.of("Shop.shop_sell", Odd.class))
                .hasMessageContaining("map");
    }
}
