package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class PaceTest {
    /**
     * Makes steps that take as long as the machine says for that number of threads; returns the
     * total.
     */
    private static long steps(Pace pace, int count, IntUnaryOperator machine) {
        long total = 0;
        for (int i = 0; i < count; i++) {
            int nanos = machine.applyAsInt(pace.next(true));
            pace.took(nanos);
            total += nanos;
        }
        return total;
    }

    private static int quiet(int threads) {
        return 80_000 / threads;
    }

    /** Some cores are taken: more threads than are left wait for each other. */
    private static IntUnaryOperator busy(int left) {
        return threads -> threads <= left ? 80_000 / threads : 800_000;
    }

    @Test
    void keepsAllThreadsOnAQuietMachine() {
        Pace pace = new Pace(8);
        long total = steps(pace, 1000, PaceTest::quiet);
        assertThat(pace.fastest()).isEqualTo(8);
        assertThat(total).isLessThan(1000L * quiet(8) * 106 / 100);
    }

    @Test
    void takesFewerOnABusyOneAndComesBack() {
        Pace pace = new Pace(8);
        steps(pace, 20, busy(3));
        assertThat(pace.fastest()).isEqualTo(2);
        steps(pace, 1500, PaceTest::quiet);
        assertThat(pace.fastest()).isEqualTo(8);
    }

    @Test
    void noticesWhenTheMachineGetsBusy() {
        Pace pace = new Pace(2);
        steps(pace, 200, PaceTest::quiet);
        steps(pace, 4, busy(1));
        assertThat(pace.fastest()).isEqualTo(1);
        assertThat(steps(pace, 1000, busy(1))).isLessThan(1000L * 80_000 * 11 / 10);
    }

    @Test
    void hasNothingToTryWithOneThread() {
        Pace pace = new Pace(1);
        steps(pace, 100, PaceTest::quiet);
        assertThat(pace.fastest()).isOne();
    }
}
