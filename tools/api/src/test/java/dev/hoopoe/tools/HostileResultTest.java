package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.testing.TestCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results of any size from anybody: bounded, cut with a word about it, and searchable. */
@Timeout(20)
class HostileResultTest {
    private ResultStore store = new ResultStore();
    private Supplier<String> answer = () -> "";
    private ToolBox box = box();

    @BeforeEach
    void fresh() {
        store = new ResultStore();
        box = box();
    }

    /** A tool of somebody else's server. */
    private ToolBox box() {
        ToolDefinition foreign =
                new ToolDefinition("far_get", "Get it.", Map.of(), Effect.READS, false, Set.of());
        ToolHandler far =
                new ToolHandler() {
                    @Override
                    public ToolDefinition definition() {
                        return foreign;
                    }

                    @Override
                    public Reply call(Map<String, ?> arguments, Call call) {
                        return Reply.of(answer.get());
                    }
                };
        return ToolBox.builder().results(store).add(far).add(new ResultTools(store)).build();
    }

    private ToolResult get(String text) {
        answer = () -> text;
        return box.call("far_get", Map.of());
    }

    private ToolResult read(Object... pairs) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.put(pairs[i].toString(), pairs[i + 1]);
        }
        return box.call("result_read", arguments);
    }

    @Test
    void aResultOf200MegabytesIsCut_andSaysSo() {
        ToolResult result = get("0123456789 abcd\n".repeat(200 << 16));

        assertThat(result.partial()).isTrue();
        assertThat(result.shownTokens()).isLessThanOrEqualTo(ToolBox.DEFAULT_MAX_TOKENS);
        assertThat(store.find("r1").orElseThrow().text())
                .hasSizeLessThan(ResultStore.DEFAULT_MAX_RESULT_CHARS + 200)
                .endsWith(
                        "[cut: only the first 16777216 of 209715200 characters are kept; ask for"
                                + " less at once]");
        assertThat(read("id", "r1", "find", "[cut:").body()).startsWith("1048578: [cut: only");
    }

    @Test
    void oneLineOf50MegabytesIsPagedAndSearched() {
        get("x".repeat(10_000_000) + "needle" + "x".repeat(40_000_000));

        ToolResult page = read("id", "r1", "from", 5_000);
        assertThat(page.body()).contains("[more: result_read id=r1 from=50");
        assertThat(page.text().length()).isLessThan(30_000);
        assertThat(read("id", "r1", "find", "needle", "max_tokens", 5000).body())
                .startsWith("5001: needlexxx");
    }

    @Test
    void linesOnlyAreCountedAndNotHeld() {
        get("\n".repeat(10_000_000));

        assertThat(read("id", "r1", "from", 9_999_999).error()).isFalse();
        assertThat(read("id", "r1", "from", 99_999_999).text())
                .contains("the result has 10000001 lines");
    }

    @Test
    void patternsThatMakeOthersRunForEverDoNot() {
        get(("a".repeat(1_900) + "!\n").repeat(500));

        for (String bomb : new String[] {"/(a+)+$/", "/(a|aa)+$/", "/(.*a){12}$/", "/(a|a?)+b/"}) {
            assertThat(read("id", "r1", "find", bomb).body()).isEqualTo("no line matches");
        }
        assertThat(read("id", "r1", "find", "/((a{100}){100}){100}/").text())
                .contains("multiply to over 1000");
        assertThat(read("id", "r1", "find", "/" + "a?".repeat(400) + "/").text())
                .contains("The pattern has 800 characters; 500 are the most.");
    }

    @Test
    void aSearchHearsOfItsCancellation() {
        get("aaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(400_000));
        TestCall call = new TestCall(Duration.ofMillis(50));

        assertThat(box.call("result_read", Map.of("id", "r1", "find", "/(a?){28}b/"), call).text())
                .contains("result_read was stopped");
    }

    @Test
    void textIsFoundAsTextAndPatternsBetweenSlashes() {
        get("GET /usr/lib/ 200\nPUT /home 404\na.c\nabc");

        assertThat(read("id", "r1", "find", "a.c").body()).isEqualTo("3: a.c");
        assertThat(read("id", "r1", "find", "/^a.C$/").body()).isEqualTo("3: a.c\n4: abc");
        assertThat(read("id", "r1", "find", "/ [45][0-9]{2}$/").body())
                .isEqualTo("2: PUT /home 404");
        assertThat(read("id", "r1", "find", "/usr/lib/").body()).isEqualTo("1: GET /usr/lib/ 200");
        assertThat(read("id", "r1", "find", "/(/").text())
                .contains("/(/ is no pattern", "Leave the slashes out");
    }

    @Test
    void manyMatchesAreReadToTheEnd() {
        get("hit\nmiss\n".repeat(450));

        int seen = 0;
        int from = 1;
        while (from > 0) {
            ToolResult page = read("id", "r1", "find", "hit", "from", from, "max_tokens", 300);
            seen += (int) page.body().lines().filter(l -> l.endsWith(": hit")).count();
            String next = page.body().replaceAll("(?s).*from=([0-9]+)\\]$", "$1");
            String inside = page.body().replaceAll("(?s).*\\n([0-9]+): \\[look here.*", "$1");
            from = number(next) > 0 ? number(next) : number(inside);
        }
        assertThat(seen).isEqualTo(450);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    @Test
    void aResultThatHadToLeaveSaysSoAndWhatToDo() {
        store = new ResultStore(100);
        box = box();
        get("x".repeat(90));
        get("y".repeat(90));

        assertThat(read("id", "r1").text())
                .isEqualTo(
                        "error: The result r1 of far_get had to make room for newer ones. Call"
                                + " far_get again and read on at once.");
        assertThat(read("id", "r7").text())
                .isEqualTo("error: There is no result r7. The newest result is r2.");
    }

    @Test
    void thousandsOfSmallResultsStayWithinTheBounds() {
        for (int i = 0; i < ResultStore.DEFAULT_MAX_RESULTS + 500; i++) {
            get("small " + i);
        }

        assertThat(read("id", "r500").error()).isTrue();
        assertThat(read("id", "r501").body()).isEqualTo("small 500");
    }

    @Test
    void handlesCannotBeGuessedWhereAServerAsks() {
        store = new ResultStore(1_000, Handles.unguessable());
        box = box();
        String one = get("one").handle();
        String two = get("two").handle();

        assertThat(one).matches("r1-[0-9a-f]{20}");
        assertThat(two.substring(3)).isNotEqualTo(one.substring(3));
        assertThat(read("id", "r1").error()).isTrue();
        assertThat(read("id", one).body()).isEqualTo("one");
    }
}
