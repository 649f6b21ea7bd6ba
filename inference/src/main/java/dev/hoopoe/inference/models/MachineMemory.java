package dev.hoopoe.inference.models;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The memory that a process may still take here: of the machine, or of the control group
 * (container, systemd unit) that it lives in if that has less.
 *
 * <p>On macOS and Windows the JVM's figure is taken, which counts no page that could be dropped: it
 * errs to the careful side.
 *
 * @param free bytes that can be had without swapping
 * @param total bytes that there are
 * @param limit what sets the total, for people: {@code machine} or {@code control group}
 */
public record MachineMemory(long free, long total, String limit) {
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d{1,15}) kB");
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d{1,15}) kB");
    private static final Pattern FILE_PAGES =
            Pattern.compile("(?:total_)?inactive_file (\\d{1,18})");
    private static final long KIBIBYTE = 1024;

    /** Version 1 writes a number near 2^63 where there is no limit. */
    private static final long NO_LIMIT = 1L << 60;

    /** One version of control groups: where it is mounted and how its files are called. */
    private record Version(String mount, String line, String most, String now) {}

    private static final List<Version> VERSIONS =
            List.of(
                    new Version("sys/fs/cgroup", "0::", "memory.max", "memory.current"),
                    new Version(
                            "sys/fs/cgroup/memory",
                            ":memory:",
                            "memory.limit_in_bytes",
                            "memory.usage_in_bytes"));

    /** Asks the system now. */
    public static MachineMemory now() {
        return read(Path.of("/"));
    }

    /** Reads the files of Linux below a root that is {@code /} outside of tests. */
    static MachineMemory read(Path root) {
        MachineMemory machine = ofMachine(root);
        return VERSIONS.stream()
                .flatMap(version -> groups(root, version))
                .reduce(machine, MachineMemory::lesser);
    }

    private static MachineMemory ofMachine(Path root) {
        String about = text(root.resolve("proc/meminfo"));
        OptionalLong available = number(AVAILABLE, about);
        OptionalLong total = number(TOTAL, about);
        if (available.isPresent() && total.isPresent()) {
            return new MachineMemory(
                    available.getAsLong() * KIBIBYTE, total.getAsLong() * KIBIBYTE, "machine");
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new MachineMemory(
                system.getFreeMemorySize(), system.getTotalMemorySize(), "machine");
    }

    /** The group of this process and those around it; the tightest one counts. */
    private static Stream<MachineMemory> groups(Path root, Version version) {
        Path mount = root.resolve(version.mount());
        return text(root.resolve("proc/self/cgroup"))
                .lines()
                .filter(line -> line.contains(version.line()))
                .map(line -> line.substring(line.lastIndexOf(':') + 1))
                .flatMap(path -> upwards(mount, path))
                .flatMap(folder -> group(folder, version).stream());
    }

    /** In a container the path is that of the host, and only the mount itself is there. */
    private static Stream<Path> upwards(Path mount, String path) {
        Path start = mount.resolve(path.replaceFirst("^/+", "")).normalize();
        return Stream.iterate(
                start.startsWith(mount) ? start : mount,
                folder -> folder != null && folder.startsWith(mount),
                Path::getParent);
    }

    private static List<MachineMemory> group(Path folder, Version version) {
        OptionalLong most = number(folder.resolve(version.most()));
        OptionalLong now = number(folder.resolve(version.now()));
        if (most.isEmpty() || now.isEmpty() || most.getAsLong() >= NO_LIMIT) {
            return List.of();
        }
        long pages = number(FILE_PAGES, text(folder.resolve("memory.stat"))).orElse(0);
        long taken = Math.max(0, now.getAsLong() - pages);
        return List.of(
                new MachineMemory(
                        Math.max(0, most.getAsLong() - taken), most.getAsLong(), "control group"));
    }

    private static MachineMemory lesser(MachineMemory a, MachineMemory b) {
        return a.free() <= b.free() ? a : b;
    }

    private static OptionalLong number(Path file) {
        String text = text(file).strip();
        return text.matches("\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : text.matches("\\d+") ? OptionalLong.of(Long.MAX_VALUE) : OptionalLong.empty();
    }

    private static OptionalLong number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }
}
