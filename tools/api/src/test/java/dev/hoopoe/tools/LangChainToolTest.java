package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.ToolMemoryId;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LangChainToolTest {
    enum Unit {
        CELSIUS,
        KELVIN
    }

    record Weather(String city, int degrees) {}

    static final class Pojo {
        public final String city = "Izmir";
    }

    record Place(String city) {}

    /** Written for LangChain4j; knows nothing of Hoopoe. */
    @SuppressWarnings("unused") // called by reflection
    static final class Theirs {
        @dev.langchain4j.agent.tool.Tool("Weather in a city")
        Weather currentWeather(
                @P(name = "city", value = "the city") String city,
                @P(name = "unit", description = "of degrees", required = false) Unit unit) {
            return new Weather(city, unit == Unit.KELVIN ? 300 : 27);
        }

        @dev.langchain4j.agent.tool.Tool(
                name = "sum_up",
                value = {"Add", "numbers"})
        String sum(
                @P(name = "whole") short whole,
                @P(name = "exact") BigDecimal exact,
                @P(name = "some") List<Integer> some,
                @P(name = "tags") Set<String> tags,
                @P(name = "array") int[] array,
                @P(name = "times", defaultValue = "2") int times,
                @P(name = "note") Optional<String> note) {
            int sum = some.stream().mapToInt(i -> i).sum();
            return "%d %s %d %s %d %d %s"
                    .formatted(whole, exact, sum, tags, array.length, times, note.orElse("-"));
        }

        @dev.langchain4j.agent.tool.Tool("Give an object")
        Pojo pojo() {
            return new Pojo();
        }

        @dev.langchain4j.agent.tool.Tool("Do nothing")
        void nothing() {}

        @dev.langchain4j.agent.tool.Tool("Fail")
        String fail(@P(name = "how") String how) {
            throw how.equals("caller")
                    ? new IllegalArgumentException("how must not be caller.")
                    : new IllegalStateException("secret detail");
        }
    }

    @SuppressWarnings("unused")
    static final class Silent {
        @dev.langchain4j.agent.tool.Tool
        String silent() {
            return "";
        }
    }

    @SuppressWarnings("unused")
    static final class Nested {
        @dev.langchain4j.agent.tool.Tool("Find a place")
        String find(@P(name = "place") Place place) {
            return place.city();
        }
    }

    @SuppressWarnings("unused")
    static final class Remembering {
        @dev.langchain4j.agent.tool.Tool("Remember")
        String remember(@ToolMemoryId String id, @P(name = "what") String what) {
            return what;
        }
    }

    private final ToolBox box = ToolBox.of(new Theirs());

    private ToolDefinition definition(String name) {
        return box.find(name).orElseThrow();
    }

    @Test
    void namesTextsAndSchemasAreTheirs() {
        assertThat(box.definitions().stream().map(ToolDefinition::name))
                .containsExactly("currentWeather", "fail", "nothing", "pojo", "sum_up");
        assertThat(Json.write(definition("currentWeather").inputSchema()))
                .isEqualTo(
                        """
                        {"type":"object","properties":{"city":{"type":"string","description":"the city"},\
                        "unit":{"type":"string","enum":["CELSIUS","KELVIN"],"description":"of degrees"}},\
                        "required":["city"]}\
                        """);
        assertThat(definition("sum_up").inputSchema().get("required"))
                .isEqualTo(List.of("whole", "exact", "some", "tags", "array"));
    }

    @Test
    void theWorstIsAssumedUnlessSomebodySaysBetter() {
        assertThat(definition("pojo").effect()).isEqualTo(Effect.CHANGES);
        assertThat(definition("pojo").traits()).contains(Trait.SENDS_OUTSIDE);

        ToolBox declared = ToolBox.builder().add(new Theirs(), Effect.READS).build();
        assertThat(declared.definitions())
                .allMatch(d -> d.effect() == Effect.READS && d.traits().isEmpty());
        assertThat(declared.call("pojo", Map.of()).error()).isFalse();
    }

    @Test
    void argumentsAreReadAsMeant() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("whole", "7");
        arguments.put("exact", 0.25);
        arguments.put("some", List.of(1, "2"));
        arguments.put("tags", "one");
        arguments.put("array", List.of(1, 2, 3));

        assertThat(box.call("sum_up", arguments).body()).isEqualTo("7 0.25 3 [one] 3 2 -");
        arguments.put("whole", 70_000);
        assertThat(box.call("sum_up", arguments).text())
                .isEqualTo(
                        "error: whole is 70000, outside -32768 to 32767. Send a number between them.");
    }

    @Test
    void anOptionalEnumMayBeMissingOrMisspelt() {
        assertThat(box.call("currentWeather", Map.of("city", "Izmir")).body())
                .isEqualTo("city: Izmir\ndegrees: 27");
        assertThat(box.call("currentWeather", Map.of("city", "Izmir", "unit", "kelvin")).body())
                .contains("300");
        assertThat(box.call("currentWeather", Map.of("city", "Izmir", "unit", "x")).text())
                .contains("Use one of");
        assertThat(box.call("currentWeather", Map.of()).text())
                .isEqualTo("error: The parameter city is missing. Call again with city.");
        assertThat(box.call("currentWeather", Map.of("city", "a", "units", "b")).text())
                .contains("Did you mean unit?");
    }

    @Test
    void whatHasNoTextOfItsOwnIsJson() {
        assertThat(box.call("pojo", Map.of()).body().replaceAll("\\s", ""))
                .isEqualTo("{\"city\":\"Izmir\"}");
        assertThat(box.call("nothing", Map.of()).body()).isEqualTo("done");
    }

    @Test
    void aCallersMistakeIsTold_aFaultIsNot() {
        assertThat(box.call("fail", Map.of("how", "caller")).text())
                .isEqualTo("error: how must not be caller. Mend it and call again.");
        assertThat(box.call("fail", Map.of("how", "inside")).text())
                .contains("IllegalStateException")
                .doesNotContain("secret");
    }

    @Test
    void whatAModelCannotUseIsRefusedAtTheStart() {
        assertThatThrownBy(() -> ToolBox.of(new Silent()))
                .hasMessageContaining("Silent.silent has no description");
        assertThatThrownBy(() -> ToolBox.of(new Nested()))
                .hasMessageContaining("Nested.find has a nested parameter place");
        assertThatThrownBy(() -> ToolBox.of(new Remembering()))
                .hasMessageContaining("Remembering.remember takes a parameter that only");
    }
}
