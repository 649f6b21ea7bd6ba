package dev.hoopoe.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C a request to stop: while this is open, the JVM does not end before the command has
 * said what it has, or its patience is over. The exit code is then the signal's.
 */
final class Interrupt implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 2;

    private final CountDownLatch said = new CountDownLatch(1);
    private final Thread hook;

    Interrupt(Runnable stop) {
        hook =
                new Thread(() -> {
                    stop.run();
                    await();
                });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await() {
        try {
            if (!said.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(Interrupt.class.getName())
                        .log(System.Logger.Level.WARNING, "The command did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        said.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook has just been let go.
        }
    }
}
