package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToolBoxTest {
    record Size(int lines, @Or("1500") int max_tokens) {}

    record Item(String name, int price) {}

    @SuppressWarnings("unused") // called by reflection
    static final class Shop {
        @Tool("Give numbered lines.")
        Reply shop_lines(Size in) {
            String text =
                    IntStream.rangeClosed(1, in.lines())
                            .mapToObj(i -> "line number " + i)
                            .collect(Collectors.joining("\n"));
            return Reply.of(text).fact("rows", in.lines()).source(new Source.Database("shop"));
        }

        @Tool("List items.")
        List<Item> shop_items() {
            return List.of(new Item("a,b", 1), new Item("c", 2));
        }

        @Tool("Fail.")
        String shop_fail() {
            throw new IllegalStateException("secret detail");
        }

        @Tool("Wait.")
        String shop_wait(Call call) {
            call.checkCancelled();
            return "done";
        }

        @Tool("Hide things.")
        String shop_hidden() {
            return "a\u200B\u202Eb\r\nc\u0007";
        }
    }

    static final class Wordy {
        @Tool("")
        String shop_nothing() {
            return "";
        }
    }

    private final ResultStore store = new ResultStore();
    private final ToolBox box =
            ToolBox.builder()
                    .results(store)
                    .add(new Shop())
                    .add(new ResultTools(store))
                    .disabled("shop_write", "Start with --allow-write.")
                    .build();

    private ToolResult call(String tool, Object... pairs) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.put(pairs[i].toString(), pairs[i + 1]);
        }
        return box.call(tool, arguments, RunningCall.quiet());
    }

    @Test
    void theFirstLineIsForMachines() {
        ToolResult result = call("shop_lines", "lines", 2);

        assertThat(result.text()).isEqualTo("ok r1 tokens=8 rows=2\nline number 1\nline number 2");
        assertThat(result.handle()).isEqualTo("r1");
        assertThat(result.partial()).isFalse();
        assertThat(result.sources()).containsExactly(new Source.Database("shop"));
    }

    @Test
    void aLongResultIsReadToItsEndByFollowingTheHints() {
        ToolResult result = call("shop_lines", "lines", 300, "max_tokens", 200);
        StringBuilder seen = new StringBuilder(body(result));
        for (int pages = 0; result.partial() && pages < 50; pages++) {
            String hint = result.text().substring(result.text().lastIndexOf("[more: "));
            assertThat(hint).startsWith("[more: result_read id=r1 from=");
            int from = Integer.parseInt(hint.replaceAll(".*from=([0-9]+).*", "$1"));
            result = call("result_read", "id", "r1", "from", from, "max_tokens", 200);
            assertThat(result.shownTokens()).isLessThanOrEqualTo(200);
            seen.append('\n').append(body(result));
        }

        assertThat(seen.toString().lines().toList())
                .hasSize(300)
                .startsWith("line number 1")
                .endsWith("line number 300");
    }

    private static String body(ToolResult result) {
        return result.text()
                .lines()
                .skip(1)
                .filter(l -> !l.startsWith("[more: "))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void resultReadFindsLinesByText() {
        call("shop_lines", "lines", 300);

        assertThat(call("result_read", "id", "r1", "find", "NUMBER 29").text())
                .contains("matches=11")
                .contains("290: line number 290");
        assertThat(call("result_read", "id", "r9").text())
                .isEqualTo("error: There is no result r9. The newest result is r1.");
        assertThat(call("result_read", "id", "r1", "from", 999).text())
                .contains("the result has 300 lines");
    }

    @Test
    void recordsBecomeCsv() {
        assertThat(call("shop_items").text()).endsWith("rows=2\nname,price\n\"a,b\",1\nc,2");
    }

    @Test
    void aFaultOfATool_tellsNoDetails() {
        ToolResult result = call("shop_fail");

        assertThat(result.error()).isTrue();
        assertThat(result.text()).contains("IllegalStateException").doesNotContain("secret");
    }

    @Test
    void unknownNamesSuggestTheNearest() {
        assertThat(call("shop_line").text())
                .contains("There is no tool shop_line. Did you mean shop_lines?");
        assertThat(call("shop_write").text())
                .isEqualTo("error: shop_write is not enabled. Start with --allow-write.");
    }

    @Test
    void aCancelledCallSaysSo() {
        RunningCall call = RunningCall.quiet();
        call.cancel();

        assertThat(box.call("shop_wait", Map.of(), call).text())
                .startsWith("error: shop_wait was stopped");
    }

    @Test
    void invisibleCharactersAreTakenOut() {
        assertThat(call("shop_hidden").text()).endsWith("\nab\nc");
    }

    @Test
    void startUpFailsOnAToolWithoutDescription() {
        assertThatThrownBy(() -> ToolBox.of(new Wordy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no description");
    }

    @Test
    void aProfileKeepsItsOrderAndExplainsTheRest() {
        ToolBox small =
                ToolBox.builder().add(new Shop()).only(List.of("shop_wait", "shop_items")).build();

        assertThat(small.definitions().stream().map(ToolDefinition::name))
                .containsExactly("shop_wait", "shop_items");
        assertThat(small.call("shop_lines", Map.of(), RunningCall.quiet()).text())
                .contains("--profile all");
    }

    @Test
    void theStoreForgetsTheOldestFirst() {
        ResultStore tiny = new ResultStore(25);
        tiny.keep("shop_lines", Reply.of("x".repeat(20)));
        tiny.keep("shop_lines", Reply.of("y".repeat(20)));

        assertThat(tiny.find("r1")).isEmpty();
        assertThat(tiny.find("r2")).isPresent();
    }
}
