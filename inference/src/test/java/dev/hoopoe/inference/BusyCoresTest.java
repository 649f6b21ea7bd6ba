package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusyCoresTest {
    @TempDir private Path folder;
    private Path system;
    private Path self;

    @BeforeEach
    void name() {
        system = folder.resolve("stat");
        self = folder.resolve("self");
    }

    /** All cores together: busy ticks, idle ticks, and what of the busy ones is ours. */
    private void write(long busy, long idle, long own) throws Exception {
        Files.writeString(system, "cpu  %d 0 0 %d 0 0 0 0 0 0\ncpu0 1 2 3\n".formatted(busy, idle));
        Files.writeString(self, "7 (a) b) S 1 1 1 0 -1 0 0 0 0 0 %d 0 0 0 20 0 9".formatted(own));
    }

    @Test
    void countsWhatOthersTook() throws Exception {
        write(1000, 5000, 100);
        BusyCores cores = new BusyCores(system, self);
        write(1300, 5100, 200);
        // Of 400 ticks of two cores 300 were busy, 100 of them by us.
        assertThat(cores.sinceLastLook(2)).isCloseTo(1.0, within(0.001));
        write(1400, 5200, 300);
        assertThat(cores.sinceLastLook(2)).isZero();
    }

    @Test
    void saysNothingWhereThereIsNothingToRead() throws Exception {
        assertThat(new BusyCores(system, self).sinceLastLook(2)).isNaN();
        Files.writeString(system, "intr 1 2 3\n");
        Files.writeString(self, "");
        assertThat(new BusyCores(system, self).sinceLastLook(2)).isNaN();
    }
}
