package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What must not hurt: files that change, processes that die, calls that are given up. */
class EngineSafetyTest {
    @TempDir private Path folder;

    private EngineOptions options() {
        return EngineOptions.in(folder.resolve("cache")).withThreads(1).withContextLength(512);
    }

    private static CompletionRequest ask() {
        return CompletionRequest.of(List.of(UserMessage.from("What is the capital of France?")))
                .withMaxOutputTokens(8);
    }

    @Test
    void aFileThatIsRemovedIsStillThere() throws Exception {
        Path copy = Files.copy(TestModel.file(), folder.resolve("copy.gguf"));
        try (EmbeddedModel model = EmbeddedModel.open(copy, options(), new ChatMl())) {
            Files.delete(copy);
            assertThat(model.complete(ask()).text()).contains("Paris");
        }
    }

    @Test
    void aFileThatIsCutEndsCallsAndNotTheProcess() throws Exception {
        Path copy = Files.copy(TestModel.file(), folder.resolve("copy.gguf"));
        try (EmbeddedModel model = EmbeddedModel.open(copy, options(), new ChatMl())) {
            assertThat(model.complete(ask()).text()).contains("Paris");
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.truncate(1 << 20);
            }
            assertThatThrownBy(() -> model.complete(ask()))
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("was cut")
                    .hasMessageContaining("Pull the model again");
        }
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefusedBeforeItIsLoaded() throws Exception {
        // More tokens than any machine's memory; the model itself was trained for fewer, which is
        // only looked at later.
        EngineOptions options =
                options().withMemory(MemoryOptions.standard().withCells(Integer.MAX_VALUE / 2));
        assertThatThrownBy(() -> EmbeddedModel.open(TestModel.file(), options, new ChatMl()))
                .isInstanceOf(InferenceException.class)
                .hasMessageContaining("free");
    }

    @Test
    @EnabledOnOs(OS.LINUX) // /proc tells the memory and the threads
    void aThousandCancelledCallsLeaveNothingBehind() throws Exception {
        try (EmbeddedModel model = EmbeddedModel.open(TestModel.file(), options(), new ChatMl())) {
            cancelled(model, 100);
            long memory = status("RssAnon");
            long threads = status("Threads");
            cancelled(model, 900);
            System.gc();
            assertThat(status("Threads")).isLessThanOrEqualTo(threads + 2);
            // The heap may grow a little by itself; a row of logits alone is 200 kB.
            assertThat(status("RssAnon")).isLessThan(memory + 60_000);
            assertThat(model.complete(ask()).text()).contains("Paris");
        }
    }

    private static void cancelled(EmbeddedModel model, int count) {
        for (int i = 0; i < count; i++) {
            boolean[] spoken = new boolean[1];
            Completion cut =
                    model.complete(
                            ask().withMaxOutputTokens(200)
                                    .withOnText(text -> spoken[0] = true)
                                    .withCancellation(() -> spoken[0]));
            assertThat(cut.reason()).isEqualTo(StopReason.CANCELLED);
        }
    }

    private static long status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aProcessThatIsKilledWhileItSavesLeavesAUsableCache() throws Exception {
        for (int i = 0; i < 4; i++) {
            Process process = answering("killed" + i);
            Path prefixes = folder.resolve("cache/prefix");
            // Somewhere between the first byte and the last.
            while (process.isAlive() && unfinished(prefixes) == 0) {
                Thread.onSpinWait();
            }
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            try (EmbeddedModel model =
                    EmbeddedModel.open(TestModel.file(), options(), new ChatMl())) {
                assertThat(model.complete(OneAnswer.request("killed" + i)).text())
                        .contains("Madrid");
            }
        }
    }

    private static long unfinished(Path prefixes) throws IOException {
        if (!Files.isDirectory(prefixes)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(prefixes)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).count();
        }
    }

    @Test
    void processesShareOneCache() throws Exception {
        List<Process> together = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            together.add(answering("shared"));
        }
        for (Process process : together) {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(said).contains("Madrid");
        }
        try (Stream<Path> files = Files.list(folder.resolve("cache/prefix"))) {
            assertThat(files).hasSize(1);
        }
        Process last = answering("shared");
        String said = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Integer.parseInt(said.substring(said.indexOf('|') + 1))).isGreaterThan(100);
    }

    private Process answering(String rules) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.hoopoe.inference.OneAnswer",
                        TestModel.file().toString(),
                        folder.resolve("cache").toString(),
                        rules)
                .redirectError(new File(folder.toString(), rules.toLowerCase(Locale.ROOT) + ".err"))
                .start();
    }
}
