package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
    private static final MachineMemory MACHINE =
            new MachineMemory(8_000_000L << 10, 16_000_000L << 10, "machine");

    @TempDir private Path root;

    @BeforeEach
    void machine() throws IOException {
        write(
                "proc/meminfo",
                "MemTotal:       16000000 kB\nMemFree:  5 kB\nMemAvailable:    8000000 kB\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private MachineMemory read() {
        return MachineMemory.read(root);
    }

    @Test
    void withoutGroupsTheMachineCounts() {
        assertThat(read()).isEqualTo(MACHINE);
    }

    @Test
    void aGroupOfVersionTwoLimits() throws IOException {
        write("proc/self/cgroup", "0::/user/app\n");
        write("sys/fs/cgroup/user/app/memory.max", "3000000000\n");
        write("sys/fs/cgroup/user/app/memory.current", "1000000000\n");
        write("sys/fs/cgroup/user/app/memory.stat", "anon 5\nfile 9\ninactive_file 400000000\n");

        // Pages of files that nobody has used lately are dropped when others need the memory.
        assertThat(read())
                .isEqualTo(new MachineMemory(2_400_000_000L, 3_000_000_000L, "control group"));
    }

    @Test
    void aGroupAroundTheOwnLimitsToo() throws IOException {
        write("proc/self/cgroup", "0::/user/app\n");
        write("sys/fs/cgroup/user/app/memory.max", "max\n");
        write("sys/fs/cgroup/user/app/memory.current", "1\n");
        write("sys/fs/cgroup/user/memory.max", "700\n");
        write("sys/fs/cgroup/user/memory.current", "900\n");
        assertThat(read()).isEqualTo(new MachineMemory(0, 700, "control group"));
    }

    @Test
    void inAContainerOnlyTheMountIsThere() throws IOException {
        write("proc/self/cgroup", "0::/docker/0123/../../x\n");
        write("sys/fs/cgroup/memory.max", "2000\n");
        write("sys/fs/cgroup/memory.current", "500\n");
        assertThat(read().free()).isEqualTo(1500);
    }

    @Test
    void aGroupOfVersionOneLimits() throws IOException {
        write("proc/self/cgroup", "12:cpu,cpuacct:/x\n9:memory:/docker/1\n");
        write("sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes", "5000\n");
        write("sys/fs/cgroup/memory/docker/1/memory.usage_in_bytes", "2000\n");
        write("sys/fs/cgroup/memory/docker/1/memory.stat", "total_inactive_file 100\n");
        assertThat(read()).isEqualTo(new MachineMemory(3100, 5000, "control group"));
    }

    @Test
    void versionOneWritesAHugeNumberForNoLimit() throws IOException {
        write("proc/self/cgroup", "9:memory:/\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "2000\n");
        assertThat(read()).isEqualTo(MACHINE);
    }

    @Test
    void nonsenseIsNoLimit() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("sys/fs/cgroup/memory.max", "-5 or so\n");
        write("sys/fs/cgroup/memory.current", "99999999999999999999999\n");
        assertThat(read()).isEqualTo(MACHINE);
    }

    @Test
    void whereThereIsNoProcTheJvmIsAsked() throws IOException {
        Files.delete(root.resolve("proc/meminfo"));
        assertThat(read().total()).isPositive();
        assertThat(read().free()).isPositive().isLessThanOrEqualTo(read().total());
    }
}
