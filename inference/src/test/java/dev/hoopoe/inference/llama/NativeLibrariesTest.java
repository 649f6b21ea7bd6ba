package dev.hoopoe.inference.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
    @TempDir private Path cache;

    @Test
    void unpacksOnce() throws Exception {
        Path llama = NativeLibraries.unpack(cache).library("llama");
        Object first = Files.readAttributes(llama, "unix:ino").get("ino");
        NativeLibraries.unpack(cache);
        assertThat(Files.readAttributes(llama, "unix:ino").get("ino")).isEqualTo(first);
    }

    @Test
    void replacesWhatWasChangedOrLost() throws Exception {
        Path llama = NativeLibraries.unpack(cache).library("llama");
        long size = Files.size(llama);
        Files.writeString(llama, "damaged");
        NativeLibraries.unpack(cache);
        assertThat(llama).hasSize(size);
        Files.delete(llama);
        NativeLibraries.unpack(cache);
        assertThat(llama).hasSize(size);
        Files.setLastModifiedTime(llama, FileTime.fromMillis(1_000));
        NativeLibraries.unpack(cache);
        assertThat(Files.getLastModifiedTime(llama).toMillis()).isGreaterThan(1_000);
    }

    @Test
    void severalAtOnceMeetACompleteFolder() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<NativeLibraries>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> NativeLibraries.unpack(cache)));
            }
            for (Future<NativeLibraries> each : all) {
                assertThat(each.get().library("ggml-base")).exists();
            }
        }
        try (Stream<Path> left = Files.list(cache)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(".unpack"));
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(cache.resolve("file"), "");
        assertThatThrownBy(() -> NativeLibraries.unpack(file.resolve("natives")))
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining("XDG_CACHE_HOME");
    }

    @Test
    void knowsThePlatforms() {
        assertThat(Platform.of("Linux", "amd64").name()).isEqualTo("linux-x64");
        assertThat(Platform.of("Linux", "aarch64").name()).isEqualTo("linux-arm64");
        assertThat(Platform.of("Mac OS X", "aarch64").name()).isEqualTo("mac-arm64-metal");
        assertThat(Platform.of("Mac OS X", "x86_64").name()).isEqualTo("mac-x64");
        assertThat(Platform.of("Windows 11", "amd64").name()).isEqualTo("win-x64");
        assertThat(Platform.of("Windows 11", "aarch64").name()).isEqualTo("win-arm64");
        assertThatThrownBy(() -> Platform.of("SunOS", "sparc"))
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining("SunOS on sparc");
        assertThatThrownBy(() -> Platform.of("Linux", "riscv64"))
                .isInstanceOf(LlamaException.class);
    }

    @Test
    void everyPlatformHasItsThreeLibrariesAndAProcessor() {
        for (String name :
                List.of(
                        "linux-x64",
                        "linux-arm64",
                        "mac-x64",
                        "mac-arm64-metal",
                        "win-x64",
                        "win-arm64")) {
            List<NativeFile> files = NativeFile.of(new Platform(name));
            for (String stem : List.of("ggml-base", "ggml", "llama")) {
                assertThat(files)
                        .filteredOn(file -> NativeFile.isLibrary(file.name(), stem))
                        .hasSize(1);
            }
            assertThat(files).anyMatch(file -> file.name().contains("ggml-cpu"));
        }
    }

    @Test
    void knowsWhichGlibcIsEnough() {
        assertThat(Glibc.isEnough("2.34")).isTrue();
        assertThat(Glibc.isEnough("2.41.9000")).isTrue();
        assertThat(Glibc.isEnough("3.0")).isTrue();
        assertThat(Glibc.isEnough("2.33")).isFalse();
        assertThat(Glibc.isEnough("no glibc (musl?)")).isFalse();
    }

    @Test
    void takesTheLibrariesOfAGpuPackageWhereThereIsOne() throws Exception {
        Path usual = NativeLibraries.unpack(cache).folder();
        assertThat(NativeLibraries.find(cache).folder()).isEqualTo(usual);
        Path gpu = Files.createDirectory(cache.resolve("gpu"));
        assertThatThrownBy(() -> NativeLibraries.find(cache).library("llama"))
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining("no library llama");
        Files.writeString(gpu.resolve("libllama.vulkan.v0.4.0.so"), "");
        assertThat(NativeLibraries.find(cache).library("llama"))
                .isEqualTo(gpu.resolve("libllama.vulkan.v0.4.0.so"));
    }
}
