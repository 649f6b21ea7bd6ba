package dev.hoopoe.mcp;

import dev.hoopoe.tools.Call;
import dev.hoopoe.tools.Doc;
import dev.hoopoe.tools.Effect;
import dev.hoopoe.tools.Or;
import dev.hoopoe.tools.Tool;
import dev.hoopoe.tools.Trait;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Small tools of every kind that a server has to cope with. */
final class BirdTools {
    /** Gets a permit each time that a waiting tool hears of its cancellation. */
    final Semaphore cancelled = new Semaphore(0);

    /** Counts the calls that began to wait. */
    final AtomicInteger waits = new AtomicInteger();

    record Text(@Doc("any text") String text, @Or("1") int times) {}

    record Steps(@Doc("how many") int steps) {}

    @Tool("Say the text again.")
    String bird_echo(Text in) {
        return in.text().repeat(in.times());
    }

    @Tool(value = "Open the cage.", effect = Effect.DELETES, traits = Trait.SENDS_OUTSIDE)
    String bird_free(Call call) {
        return call.ask("Open the cage?") ? "It is free." : "It stays.";
    }

    @Tool("Count steps, and report each.")
    String bird_walk(Steps in, Call call) {
        for (int i = 1; i <= in.steps(); i++) {
            call.progress(i, in.steps(), "step " + i);
        }
        return "walked";
    }

    @Tool("Wait until cancelled.")
    String bird_wait(Call call) throws InterruptedException {
        waits.incrementAndGet();
        CountDownLatch stopped = new CountDownLatch(1);
        Call.Registration cancellation = call.onCancel(stopped::countDown);
        try {
            call.progress(0, 0, "waiting");
            if (!stopped.await(1, TimeUnit.MINUTES)) {
                return "Nobody came.";
            }
        } finally {
            cancellation.close();
        }
        cancelled.release();
        call.checkCancelled();
        return "stopped";
    }

    @Tool("Never stop.")
    String bird_deaf(Call call) throws InterruptedException {
        call.progress(0, 0, "deaf");
        new CountDownLatch(1).await();
        return "never";
    }

    @Tool("Print to standard output, as careless libraries do.")
    String bird_shout() {
        System.out.println("NOT PROTOCOL");
        return "shouted";
    }

    @Tool("Fail as with a missing library.")
    String bird_lose(Steps in) {
        return switch (in.steps()) {
            case 1 -> throw new NoClassDefFoundError("lost/Bird");
            case 2 -> throw new AssertionError("lost");
            case 3 -> throw new OutOfMemoryError("lost");
            default -> "kept";
        };
    }

    @Tool("Fail inside.")
    String bird_crash() {
        return List.of("a secret detail").get(1);
    }
}
