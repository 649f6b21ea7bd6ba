package dev.hoopoe.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Jobs jobs = new Jobs();
    private final ResultStore results = new ResultStore();
    private final ToolBox box =
            ToolBox.builder()
                    .results(results)
                    .add(new JobTools(jobs))
                    .add(new ResultTools(results))
                    .build();

    @AfterEach
    void close() {
        jobs.close();
    }

    @Test
    void aJobAnswersAtOnceAndItsResultIsReadLater() {
        CountDownLatch go = new CountDownLatch(1);
        Reply started = jobs.startReply("count", call -> Reply.of(hold(go)).fact("pages", 3));

        assertThat(started.facts()).containsEntry("job", "j1");
        assertThat(job("j1", "status")).contains("state=RUNNING", "j1 running", "count");
        go.countDown();
        assertThat(job("j1", "result")).contains("pages=3", "state=DONE", "held");
    }

    @Test
    void aLongResultIsPagedLikeEveryOther() {
        String id = jobs.start("lines", call -> Reply.of("a line of it\n".repeat(4_000)));
        assertThat(await(id)).isTrue();

        assertThat(job(id, "result")).contains("result_read id=r1 from=");
    }

    @Test
    void progressIsShown() {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        jobs.start(
                "crawl",
                call -> {
                    call.progress(12, 100, "example.org");
                    told.countDown();
                    return Reply.of(hold(go));
                });
        hold(told);

        assertThat(job("j1", "status")).contains("12 of 100, example.org");
        go.countDown();
    }

    @Test
    void aCancelledJobShowsWhatItHas() {
        CountDownLatch cancelled = new CountDownLatch(1);
        String id =
                jobs.start(
                        "crawl",
                        call -> {
                            try (Call.Registration _ = call.onCancel(cancelled::countDown)) {
                                hold(cancelled);
                            }
                            return Reply.of("half of it");
                        });

        assertThat(job(id, "cancel")).contains("state=CANCELLED");
        assertThat(job(id, "result")).contains("half of it");
    }

    @Test
    void failuresSayWhatToDo() {
        String refused =
                jobs.start(
                        "crawl",
                        call -> {
                            throw new ToolException("It is closed.", "Knock.");
                        });
        String broken =
                jobs.start(
                        "crawl",
                        call -> {
                            throw new IllegalStateException("secret");
                        });
        assertThat(await(refused) && await(broken)).isTrue();

        assertThat(job(refused, "result")).startsWith("error: ").contains("It is closed. Knock.");
        assertThat(job(broken, "status"))
                .contains("IllegalStateException")
                .doesNotContain("secret");
    }

    @Test
    void unknownJobsNameTheNextStep() {
        assertThat(job("j9", "status")).contains("no job j9", "action=list");
        assertThat(box.call("job", Map.of("action", "list"), RunningCall.quiet()).text())
                .contains("no jobs");
    }

    @Test
    void theNumberThatRunsIsBounded() {
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < Jobs.MAX_RUNNING; i++) {
            jobs.start("wait", call -> Reply.of(hold(go)));
        }

        assertThatThrownBy(() -> jobs.start("wait", call -> Reply.of("")))
                .isInstanceOf(ToolException.class)
                .hasMessageContaining("4 jobs run already");
        go.countDown();
    }

    @Test
    void onlySoManyAreRemembered() {
        for (int i = 0; i < Jobs.MAX_KEPT + 5; i++) {
            assertThat(await(jobs.start("quick", call -> Reply.of("")))).isTrue();
        }
        assertThat(jobs.list()).hasSizeLessThanOrEqualTo(Jobs.MAX_KEPT);
        assertThat(jobs.find("j1")).isEmpty();
    }

    private boolean await(String id) {
        return jobs.find(id).orElseThrow().await(LONG);
    }

    private String job(String id, String action) {
        return box.call("job", Map.of("id", id, "action", action), RunningCall.quiet()).text();
    }

    private static String hold(CountDownLatch latch) {
        try {
            return latch.await(LONG.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    ? "held"
                    : "too long";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
