package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoopoe.inference.TestModel;
import dev.hoopoe.inference.llama.KvType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the estimate with what Linux says about a process that has loaded the model and read a
 * prompt. {@code HOOPOE_MODELS} names a folder with more models; {@code target/memory.md} gets a
 * row for each case.
 */
@Timeout(300)
@EnabledOnOs(OS.LINUX)
class MemoryTruthTest {
    /** How far the estimate may be off, and how much less it may be. */
    private static final double OVER = 0.15;

    private static final double UNDER = 0.05;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    @TempDir private static Path folder;

    /** One way of loading a model. */
    record Case(Path file, int context, boolean repack, KvType kvType) {}

    static List<Case> cases() throws Exception {
        List<Case> cases = new ArrayList<>();
        Path tiny = TestModel.file();
        cases.add(new Case(tiny, 2048, true, KvType.F16));
        cases.add(new Case(tiny, 8192, true, KvType.Q8_0));
        String folder = System.getenv("HOOPOE_MODELS");
        if (folder != null) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".gguf"))
                        .sorted()
                        .forEach(file -> cases.addAll(cases(file)));
            }
        }
        return cases;
    }

    private static List<Case> cases(Path file) {
        List<Case> cases = new ArrayList<>();
        for (int context : List.of(2048, 8192)) {
            cases.add(new Case(file, context, true, KvType.F16));
            cases.add(new Case(file, context, false, KvType.F16));
        }
        cases.add(new Case(file, 8192, true, KvType.Q8_0));
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theEstimateIsNearTheTruth(Case one) throws Exception {
        long truth = load(one);
        MemoryEstimate estimate =
                MemoryEstimate.of(
                        GgufHeader.read(one.file()),
                        new Workload(one.context(), one.kvType(), Workload.DEFAULT_ROWS),
                        one.repack());
        report(one, estimate.total(), truth);
        assertThat((double) estimate.total() / truth).isBetween(1 - UNDER, 1 + OVER);
    }

    private static void report(Case one, long estimate, long truth) throws Exception {
        Files.writeString(
                Path.of("target", "memory.md"),
                "| %s | %d | %s | %s | %.0f | %.0f | %+.1f %% |%n"
                        .formatted(
                                one.file().getFileName(),
                                one.context(),
                                one.repack() ? "yes" : "no",
                                one.kvType(),
                                estimate / 1e6,
                                truth / 1e6,
                                100.0 * (estimate - truth) / truth),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static long load(Case one) throws Exception {
        Path out = folder.resolve("out.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LoadedModel.class.getName(),
                                one.file().toString(),
                                folder.resolve("cache").toString(),
                                String.valueOf(one.context()),
                                String.valueOf(one.repack()),
                                one.kvType().name())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
        Matcher peak = PEAK.matcher(Files.readString(out));
        assertThat(peak.find()).as(Files.readString(out)).isTrue();
        return Long.parseLong(peak.group(1)) << 10;
    }
}
