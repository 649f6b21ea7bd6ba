package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

    @Test
    void aWaitForAPersonStopsTheClock() {
        RunningCall call = RunningCall.with(new RunningCall.Listener() {}, Duration.ofSeconds(60));
        Call.Registration wait = call.waitForPerson(Duration.ofMinutes(10));

        assertThat(call.remaining()).isGreaterThan(Duration.ofMinutes(10));
        wait.close();
        wait.close();
        assertThat(call.remaining()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(call.waited()).isPositive().isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void nobodyWaitsForEver() {
        RunningCall call = RunningCall.quiet();

        try (Call.Registration _ = call.waitForPerson(Duration.ofDays(9))) {
            assertThat(call.remaining())
                    .isLessThan(Call.LONGEST_WAIT.plus(RunningCall.DEFAULT_DEADLINE));
        }
    }

    @Test
    void aQuestionStopsTheClockByItself_andCancellingEndsTheWait() {
        AtomicReference<RunningCall> asking = new AtomicReference<>();
        AtomicReference<Duration> left = new AtomicReference<>(Duration.ZERO);
        RunningCall call =
                RunningCall.with(
                        new RunningCall.Listener() {
                            @Override
                            public boolean ask(String question) {
                                left.set(asking.get().remaining());
                                asking.get().cancel();
                                return asking.get().cancelled();
                            }
                        },
                        Duration.ofSeconds(5));
        asking.set(call);

        assertThat(call.ask("Really?")).isTrue();
        assertThat(left.get()).isGreaterThan(Duration.ofMinutes(15));
    }

    @Test
    void waitsThatOverlapCountOnce() {
        Duration most = Call.LONGEST_WAIT.plus(RunningCall.DEFAULT_DEADLINE);
        RunningCall call = RunningCall.quiet();
        Call.Registration outer = call.waitForPerson(Duration.ofMinutes(1));
        Call.Registration inner = call.waitForPerson(Duration.ofMinutes(15));

        assertThat(call.remaining())
                .isBetween(Duration.ofMinutes(16), Duration.ofMinutes(17).plusSeconds(1));
        outer.close();
        assertThat(call.remaining()).isGreaterThan(Duration.ofMinutes(15));
        inner.close();
        assertThat(call.remaining()).isLessThanOrEqualTo(RunningCall.DEFAULT_DEADLINE);
        for (int i = 0; i < 5; i++) {
            call.waitForPerson(Call.LONGEST_WAIT);
        }
        assertThat(call.remaining()).isLessThanOrEqualTo(most);
    }
}
