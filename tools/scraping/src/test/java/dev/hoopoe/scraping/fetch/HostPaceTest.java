package dev.hoopoe.scraping.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.scraping.egress.WebUrl;
import dev.hoopoe.tools.CancelledException;
import dev.hoopoe.tools.RunningCall;
import dev.hoopoe.tools.ToolException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPaceTest {
    private static final WebUrl PAGE = WebUrl.parse("https://site.test/a");
    private static final WebUrl ELSEWHERE = WebUrl.parse("https://other.test/a");

    private final FakeTime time = new FakeTime();
    private final RunningCall call = RunningCall.quiet();
    private final HostPace pace =
            new HostPace(time, () -> Instant.parse("2026-11-23T10:00:00Z"), () -> 1.0);

    @Test
    void onlySoManyAtOnceForEachHost() {
        HostPace.Lease first = take(PAGE);
        for (int i = 1; i < HostPace.AT_ONCE; i++) {
            take(PAGE);
        }
        assertThatThrownBy(() -> take(PAGE))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("4 requests to site.test run already");
        take(ELSEWHERE);
        first.close();
        first.close();
        take(PAGE);
        assertThatThrownBy(() -> take(PAGE)).isInstanceOf(ToolException.class);
    }

    @Test
    void startsKeepTheDelayApart() {
        pace.delay(PAGE, Duration.ofSeconds(2));
        long begun = time.nanos();
        take(PAGE).close();
        take(PAGE).close();
        take(PAGE).close();

        assertThat(Duration.ofNanos(time.nanos() - begun)).isEqualTo(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | 7 | 7",
                "503 | Mon, 23 Nov 2026 10:00:09 GMT | 9",
                "503 | Mon, 23 Nov 2026 09:00:00 GMT | 0",
                "429 | 86400 | 300",
                "429 | soon | 1",
                "200 | 7 | 0",
                "404 | 7 | 0",
            })
    void anOverloadedServerIsLeftAlone(int status, String retryAfter, long seconds) {
        pace.answered(PAGE, status, Optional.of(retryAfter));

        assertThat(pace.silence(PAGE)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(pace.silence(ELSEWHERE)).isZero();
    }

    @Test
    void withoutATimeTheSilenceDoublesUntilItIsWell() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            pace.answered(PAGE, 503, Optional.empty());
            assertThat(pace.silence(PAGE)).isEqualTo(Duration.ofSeconds(seconds));
            time.pass(Duration.ofSeconds(seconds));
        }
        pace.answered(PAGE, 200, Optional.empty());
        pace.answered(PAGE, 503, Optional.empty());
        assertThat(pace.silence(PAGE)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whoCannotWaitSoLongIsTold() {
        pace.answered(PAGE, 429, Optional.of("120"));

        assertThatThrownBy(() -> take(PAGE))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("site.test asks to wait 121 s");
        time.pass(Duration.ofSeconds(100));
        take(PAGE).close();
    }

    @Test
    void aCancelledCallStopsWaiting() {
        pace.answered(PAGE, 429, Optional.of("10"));
        call.cancel();

        assertThatThrownBy(() -> take(PAGE)).isInstanceOf(CancelledException.class);
    }

    @Test
    void hostsAreForgotten() {
        for (int i = 0; i < 5 * HostPace.MAX_HOSTS; i++) {
            take(WebUrl.parse("https://h" + i + ".test/")).close();
        }
        assertThat(pace.remembered()).isLessThanOrEqualTo(HostPace.MAX_HOSTS + 1);
    }

    private HostPace.Lease take(WebUrl url) {
        Deadline deadline = new Deadline(time.nanos() + Duration.ofSeconds(30).toNanos());
        return pace.acquire(url, deadline, call);
    }

    /** Time that passes only where somebody waits. */
    private static final class FakeTime implements HostPace.Waiting {
        private long now = 1_000_000;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void await(Condition changed, long nanos) {
            now += nanos;
        }

        void pass(Duration time) {
            now += time.toNanos();
        }
    }
}
