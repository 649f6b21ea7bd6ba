package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StructuredResultTest {
    enum State {
        OPEN,
        SENT
    }

    record Line(String item, int count) {}

    record Order(
            @Doc("as on the bill") String id,
            State state,
            LocalDate day,
            BigDecimal price,
            Optional<String> note,
            @Nullable String carrier,
            double weight,
            List<Line> lines,
            Map<String, Integer> stock) {}

    record Many(int count) {}

    @SuppressWarnings("unused") // called by reflection
    static final class Shop {
        @Tool("Find an order.")
        Order order_find() {
            return new Order(
                    "a\u200B1",
                    State.SENT,
                    LocalDate.of(2026, 1, 2),
                    new BigDecimal("9.90"),
                    Optional.empty(),
                    null,
                    Double.NaN,
                    List.of(new Line("nut", 2)),
                    Map.of("nut", 7));
        }

        @Tool("List lines.")
        List<Line> order_lines(Many in) {
            return IntStream.range(0, in.count()).mapToObj(i -> new Line("n" + i, i)).toList();
        }

        @Tool("Say a word.")
        String order_word() {
            return "word";
        }
    }

    private static final ToolBox ON = ToolBox.builder().add(new Shop()).structured(true).build();

    @Test
    void isOffUnlessAskedFor() {
        ToolBox off = ToolBox.of(new Shop());

        assertThat(off.definitions()).allMatch(d -> d.outputSchema().isEmpty());
        assertThat(off.call("order_find", Map.of()).structured()).isEmpty();
    }

    @Test
    void aRecordIsAnObjectInTheOrderOfItsComponents() {
        ToolResult result = ON.call("order_find", Map.of());

        assertThat(Json.write(result.structured()))
                .isEqualTo(
                        """
                        {"id":"a1","state":"sent","day":"2026-01-02","price":9.90,\
                        "lines":[{"item":"nut","count":2}],"stock":{"nut":7}}\
                        """);
        assertThat(result.text()).contains("id: a1", "state: SENT");
    }

    @Test
    void theSchemaSaysWhatIsAlwaysThere() {
        assertThat(Json.write(ON.find("order_find").orElseThrow().outputSchema()))
                .isEqualTo(
                        """
                        {"type":"object","properties":{"id":{"type":"string","description":"as on the bill"},\
                        "state":{"type":"string","enum":["open","sent"]},"day":{"type":"string"},\
                        "price":{"type":"number"},"note":{"type":"string"},"carrier":{"type":"string"},\
                        "weight":{"type":"number"},"lines":{"type":"array","items":{"type":"object",\
                        "properties":{"item":{"type":"string"},"count":{"type":"integer"}},\
                        "required":["item","count"]}},"stock":{}},\
                        "required":["id","state","day","price","lines","stock"]}\
                        """);
    }

    @Test
    void aListIsRows_evenAnEmptyOne() {
        assertThat(Json.write(ON.call("order_lines", Map.of("count", 1)).structured()))
                .isEqualTo("{\"rows\":[{\"item\":\"n0\",\"count\":0}]}");
        assertThat(Json.write(ON.call("order_lines", Map.of("count", 0)).structured()))
                .isEqualTo("{\"rows\":[]}");
    }

    @Test
    void aToolOfTextHasNone() {
        assertThat(ON.find("order_word").orElseThrow().outputSchema()).isEmpty();
        assertThat(ON.call("order_word", Map.of()).structured()).isEmpty();
    }

    @Test
    void aStructureThatNoModelCouldHoldIsAnError() {
        assertThat(ON.call("order_lines", Map.of("count", 20_000)).text())
                .startsWith("error: order_lines ran, but its result has over 50000 tokens.");
    }

    @Test
    void aGuardThatReplacesOnlyTheTextLetsNoStructurePass() {
        ToolGuard redact =
                new ToolGuard() {
                    @Override
                    public Reply after(ToolDefinition tool, Reply reply, Call call) {
                        return reply.text(reply.text().replace("nut", "***"));
                    }
                };
        ToolBox box = ToolBox.builder().add(new Shop()).structured(true).guard(redact).build();

        ToolResult result = box.call("order_find", Map.of());
        assertThat(result.error()).isTrue();
        assertThat(result.text()).contains("no structured form").doesNotContain("nut");
        assertThat(result.structured()).isEmpty();
    }
}
