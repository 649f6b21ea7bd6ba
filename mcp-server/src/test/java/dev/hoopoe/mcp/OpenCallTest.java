package dev.hoopoe.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.tools.RunningCall;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The moments between arrival, cancellation and answer that a client cannot time. */
class OpenCallTest {
    private final OpenCall open = new OpenCall(1, "tools/call", 10);
    private final RunningCall running = RunningCall.quiet();

    @Test
    void aToolThatStartsAfterItsCancellationIsCancelled() {
        open.cancel();
        open.attach(running);
        assertThat(running.cancelled()).isTrue();
    }

    @Test
    void aToolThatRunsIsCancelled() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        open.attach(running);
        open.onCancel(stopped::countDown);
        open.cancel();
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void thereIsOneAnswer() {
        assertThat(open.settle(true)).isTrue();
        assertThat(open.settle(true)).isFalse();
    }

    @Test
    void thereIsNoAnswerAfterCancellation() {
        open.cancel();
        assertThat(open.settle(true)).isFalse();
        assertThat(open.succeeded()).isFalse();
    }
}
