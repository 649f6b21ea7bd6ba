package dev.hoopoe.inference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How many cores other processes kept busy lately, from Linux's counters (proc(5)). Used by one
 * thread.
 */
final class BusyCores {
    private static final Path SYSTEM = Path.of("/proc/stat");
    private static final Path SELF = Path.of("/proc/self/stat");

    /** Fields of /proc/self/stat behind the name: user and system time. */
    private static final int USER_TIME = 11;

    /** Fields of the line "cpu": user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int IDLE = 3;

    private static final int WAITING = 4;
    private static final int STEAL = 7;

    private final Path system;
    private final Path self;
    private Sample last;

    BusyCores() {
        this(SYSTEM, SELF);
    }

    BusyCores(Path system, Path self) {
        this.system = system;
        this.self = self;
        this.last = sample();
    }

    /** Clock ticks so far: of all cores, of those the busy ones, and this process's own. */
    private record Sample(long total, long busy, long own) {
        boolean isKnown() {
            return total > 0;
        }
    }

    /** Whether the system tells. */
    boolean isKnown() {
        return last.isKnown();
    }

    /** Begins anew: what was before is no sign of what is now. */
    void restart() {
        last = sample();
    }

    /**
     * The average since the last call; NaN where the system does not tell, or too little time has
     * passed.
     *
     * @param cores how many the machine has
     */
    double sinceLastLook(int cores) {
        Sample now = sample();
        long total = now.total - last.total;
        if (!now.isKnown() || !last.isKnown() || total < cores) {
            return Double.NaN;
        }
        long foreign = Math.max(0, now.busy - last.busy - (now.own - last.own));
        last = now;
        return (double) foreign * cores / total;
    }

    private Sample sample() {
        try {
            String[] all = Files.readString(system).lines().findFirst().orElse("").split(" +", -1);
            long total = 0;
            long idle = 0;
            for (int i = 0; i <= STEAL; i++) {
                long ticks = Long.parseLong(all[i + 1]);
                total += ticks;
                idle += i == IDLE || i == WAITING ? ticks : 0;
            }
            // The name before may hold blanks.
            String stat = new String(Files.readAllBytes(self), StandardCharsets.ISO_8859_1);
            String[] own = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long mine = Long.parseLong(own[USER_TIME]) + Long.parseLong(own[USER_TIME + 1]);
            return new Sample(total, total - idle, mine);
        } catch (IOException | RuntimeException e) {
            return new Sample(0, 0, 0);
        }
    }
}
