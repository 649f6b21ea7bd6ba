package dev.hoopoe.tools.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.ToolBox;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As an author in another package uses it. */
class TestCallTest {
    static final class Walk {
        @Tool("Walk ten steps, if the user agrees.")
        String walk_go(Call call) {
            if (!call.ask("Walk?")) {
                return "stayed";
            }
            for (int i = 1; i <= 10; i++) {
                call.progress(i, 10, "step " + i);
            }
            return "walked";
        }
    }

    private final ToolBox box = ToolBox.of(new Walk());

    @Test
    void aBoxCanBeCalledWithoutACall() {
        assertThat(box.call("walk_go", Map.of()).body()).isEqualTo("stayed");
    }

    @Test
    void questionsAreAnsweredAndProgressIsNoted() {
        TestCall call = new TestCall().answering(question -> question.equals("Walk?"));

        assertThat(box.call("walk_go", Map.of(), call).body()).isEqualTo("walked");
        assertThat(call.questions()).containsExactly("Walk?");
        assertThat(call.progress()).hasSize(10).contains(new TestCall.Progress(3, 10, "step 3"));
    }

    @Test
    void aToolCanBeCancelledInTheMiddle() {
        TestCall call = new TestCall().answering(_ -> true).cancelledAfter(4);

        assertThat(box.call("walk_go", Map.of(), call).error()).isTrue();
        assertThat(call.progress()).hasSize(4);
    }

    @Test
    void timeCanBeOver() {
        TestCall call = new TestCall(Duration.ZERO);

        assertThat(box.call("walk_go", Map.of(), call).text()).contains("stopped");
        assertThat(call.questions()).isEmpty();
    }
}
