package dev.hoopoe.inference.llama;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The right to compute, of which a process has one: ggml's threads spin while they wait for each
 * other, so that two contexts at once are many times slower than one after the other. Whoever
 * computes holds it for one step; waiting contexts take turns.
 */
final class Processor {
    /** How long one waits before asking again whether the wait is still wanted. */
    private static final long LOOK_MS = 20;

    // Of the process, since its cores are: models do not know each other.
    private static final ReentrantLock LOCK = new ReentrantLock(true);

    private Processor() {}

    /**
     * Waits for the right to compute; a thread that has it may take it again.
     *
     * @param giveUp asked now and then while waiting
     * @return false if it was given up; otherwise {@link #release} must follow
     */
    static boolean take(BooleanSupplier giveUp) {
        try {
            while (!LOCK.tryLock(LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (giveUp.getAsBoolean()) {
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (giveUp.getAsBoolean()) {
                return false;
            }
            LOCK.lock();
        }
        return true;
    }

    static void release() {
        LOCK.unlock();
    }
}
