package dev.hoopoe.reading.document;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Holds one reading to its limits. One thread. */
final class Watch {
    private final Limits limits;
    private final String name;
    private final BooleanSupplier cancelled;
    private final long end;
    private long decodedLeft;

    Watch(Limits limits, String name, BooleanSupplier cancelled) {
        this.limits = limits;
        this.name = name;
        this.cancelled = cancelled;
        this.end = System.nanoTime() + limits.time().toNanos();
        this.decodedLeft = limits.decodedBytes();
    }

    Limits limits() {
        return limits;
    }

    /** Ends the reading if the caller gave up or the time is over. */
    void check() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("reading " + name + " was cancelled");
        }
        if (System.nanoTime() - end > 0) {
            throw fault(
                    "takes longer to read than " + limits.time().toSeconds() + " s.",
                    "Read another copy or format of it.");
        }
    }

    /** Counts bytes that were unpacked. */
    void unpacked(long bytes) {
        decodedLeft -= bytes;
        if (decodedLeft < 0) {
            throw fault(
                    "unpacks to more than " + limits.decodedBytes() / (1 << 20) + " MB.",
                    "Do not open it: it may be made to fill the memory.");
        }
    }

    /** An error about this document; the problem continues its name. */
    UnreadableException fault(String problem, String nextStep) {
        return new UnreadableException(name + " " + problem, nextStep);
    }

    UnreadableException broken(String what) {
        return fault(
                "is damaged: " + what + ".", "Ask for another copy, or read the part before it.");
    }
}
