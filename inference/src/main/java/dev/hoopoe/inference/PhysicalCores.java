package dev.hoopoe.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How many threads compute best: two on one core only wait for each other. */
final class PhysicalCores {
    private static final Path LINUX = Path.of("/sys/devices/system/cpu");

    private PhysicalCores() {}

    /** Physical cores where the system tells, and never more than this process may use. */
    static int count() {
        int usable = Runtime.getRuntime().availableProcessors();
        return Math.max(1, Math.min(usable, linux(LINUX, usable)));
    }

    static int linux(Path cpus, int otherwise) {
        if (!Files.isDirectory(cpus)) {
            return otherwise;
        }
        try (Stream<Path> entries = Files.list(cpus)) {
            List<String> cores =
                    entries.map(cpu -> cpu.resolve("topology/thread_siblings_list"))
                            .filter(Files::isReadable)
                            .map(PhysicalCores::read)
                            .distinct()
                            .toList();
            return cores.isEmpty() ? otherwise : cores.size();
        } catch (IOException e) {
            return otherwise;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return file.toString();
        }
    }
}
