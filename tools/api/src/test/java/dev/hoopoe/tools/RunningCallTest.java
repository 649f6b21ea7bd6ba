package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunningCallTest {
    @Test
    void cancelRunsEachActionOnce() {
        RunningCall call = RunningCall.quiet();
        AtomicInteger ran = new AtomicInteger();
        call.onCancel(ran::incrementAndGet);
        call.onCancel(() -> ran.addAndGet(100)).close();

        call.cancel();
        call.cancel();
        call.onCancel(() -> ran.addAndGet(10));

        assertThat(ran).hasValue(11);
        assertThatThrownBy(() -> call.progress(1, 2, "x")).isInstanceOf(CancelledException.class);
    }

    @Test
    void theDeadlineCancels() {
        RunningCall call = RunningCall.with(new RunningCall.Listener() {}, Duration.ZERO);

        assertThat(call.cancelled()).isTrue();
        assertThat(call.remaining()).isEqualTo(Duration.ZERO);
    }

    @Test
    void whereNobodyCanAnswerTheAnswerIsNo() {
        assertThat(RunningCall.quiet().ask("Really?")).isFalse();
    }
}
