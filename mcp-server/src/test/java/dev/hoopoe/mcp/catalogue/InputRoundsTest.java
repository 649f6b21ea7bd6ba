package dev.hoopoe.mcp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hoopoe.tools.RunningCall;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A yes counts for the very question that it was given to, and for nothing else. */
class InputRoundsTest {
    private static final String CALL = "tools/call";
    private static final String KEY = "approval-1";
    private static final Map<String, Object> YES =
            Map.of(KEY, Map.of("action", "accept", "content", Map.of("allow", true)));

    private Instant now = Instant.EPOCH;
    private final InputRounds rounds = new InputRounds(new byte[32], () -> now);

    private static Map<String, Object> request(String argument) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", "file_delete");
        params.put("arguments", Map.of("path", argument));
        return params;
    }

    private Map<String, Map<String, Object>> ask(Map<String, Object> params, String question)
            throws RpcException {
        return rounds.round(CALL, params)
                .ask(Map.of(KEY, Approval.form(question)), RunningCall.quiet());
    }

    private Map<String, Object> asked(Map<String, Object> params, String question) {
        InputRequired required =
                catchThrowableOfType(InputRequired.class, () -> ask(params, question));
        return required.result();
    }

    private Map<String, Object> repeated(String argument) {
        Map<String, Object> again = request(argument);
        again.put(
                "requestState", asked(request("a"), "Delete a?").getOrDefault("requestState", ""));
        again.put("inputResponses", YES);
        return again;
    }

    @Test
    void theQuestionReachesTheClientAndItsAnswerTheTool() throws RpcException {
        assertThat(asked(request("a"), "Delete a?").toString())
                .contains("input_required", "elicitation/create", "Delete a?");
        assertThat(Approval.given(ask(repeated("a"), "Delete a?").getOrDefault(KEY, Map.of())))
                .isTrue();
    }

    @Test
    void anAnswerWithoutAStateIsAskedForAgain() {
        Map<String, Object> params = request("a");
        params.put("inputResponses", YES);
        assertThat(asked(params, "Delete a?")).containsKey("requestState");
    }

    @Test
    void anAnswerToAnotherQuestionIsAskedForAgain() {
        assertThat(asked(repeated("a"), "Delete everything?").toString())
                .contains("Delete everything?");
    }

    @Test
    void aStateIsOfOneRequest() {
        assertThatThrownBy(() -> ask(repeated("b"), "Delete a?"))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("another request");
    }

    @Test
    void aStateEnds() {
        Map<String, Object> params = repeated("a");
        now = now.plus(InputRounds.LIFE).plus(Duration.ofSeconds(2));
        assertThatThrownBy(() -> ask(params, "Delete a?")).hasMessageContaining("too old");
    }

    @Test
    void aStateThatWasTouchedIsRefused() {
        for (Object state :
                new Object[] {"", ".", "a.b", 5, repeated("a").get("requestState") + "x"}) {
            Map<String, Object> params = request("a");
            params.put("requestState", state);
            assertThatThrownBy(() -> ask(params, "Delete a?"))
                    .isInstanceOf(RpcException.class)
                    .hasMessageContaining("none of this server");
        }
    }

    @Test
    void aRefusalIsARefusal() throws RpcException {
        Map<String, Object> params = repeated("a");
        params.put("inputResponses", Map.of(KEY, Map.of("action", "decline")));
        assertThat(Approval.given(ask(params, "Delete a?").getOrDefault(KEY, Map.of()))).isFalse();
    }
}
