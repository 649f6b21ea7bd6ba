package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hoopoe.inference.models.PullProgress.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelStoreTest {
    private static final byte[] MODEL = padded(GgufFile.llama().bytes());

    @TempDir private Path folder;
    private FileServer server;
    private DiskSpace space = DiskSpace.SYSTEM;
    private final List<PullProgress> seen = new ArrayList<>();

    /** Large enough for several reads. */
    private static byte[] padded(byte[] model) {
        return Arrays.copyOf(model, 600_000);
    }

    @BeforeEach
    void startServer() throws IOException {
        server = new FileServer(MODEL);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private ModelStore store(CatalogueSource... sources) {
        CatalogueEntry entry =
                new CatalogueEntry("tiny", "Tiny", "Apache-2.0", "For tests.", 0, List.of(sources));
        Surroundings surroundings =
                new Surroundings(
                        HttpFetch.newClient(),
                        server.address("/"),
                        new OllamaStore(folder.resolve("ollama")),
                        new Pip(List.of(List.of("/nonexistent/pip"))),
                        space,
                        PiecewiseFetch.STANDARD);
        return new ModelStore(
                folder.resolve("models"), new Catalogue("tiny", List.of(entry)), surroundings);
    }

    private ModelFile pull(ModelStore store, String name) {
        return store.pull(name, seen::add, () -> false);
    }

    private CatalogueSource source(String sha256) {
        return new CatalogueSource(
                server.address("/m.gguf").toString(),
                Optional.of(sha256),
                OptionalLong.of(MODEL.length));
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    }

    private List<String> leftovers() throws IOException {
        try (var files = Files.list(folder.resolve("models"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void pullsFindsListsAndRemoves() throws IOException {
        ModelStore store = store(source(sha256(MODEL)));

        ModelFile model = pull(store, "Tiny");

        assertThat(model.path()).hasBinaryContent(MODEL);
        assertThat(store.list()).containsExactly(model);
        assertThat(store.require("tiny")).isEqualTo(model);
        assertThat(leftovers()).containsExactly("tiny.gguf", "tiny.json");
        assertThat(seen.getLast())
                .extracting(PullProgress::phase, PullProgress::done)
                .containsExactly(Phase.DONE, (long) MODEL.length);
        assertThat(seen).noneMatch(progress -> progress.phase() == Phase.NOTE);

        assertThat(store.remove("tiny")).isEqualTo(MODEL.length);
        assertThat(store.list()).isEmpty();
    }

    @Test
    void aModelThatIsHereIsNotFetchedAgain() {
        ModelStore store = store(source(sha256(MODEL)));
        pull(store, "tiny");
        pull(store, "tiny");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void takesABrokenConnectionUpAgain() {
        server.brokenAnswers.set(2);
        server.breakAfter = 100_000;

        assertThat(pull(store(source(sha256(MODEL))), "tiny").path()).hasBinaryContent(MODEL);
        assertThat(server.requests).hasSize(3).last().asString().endsWith("bytes=200000-");
    }

    @Test
    void theNextPullGoesOnWhereACancelledOneStopped() {
        ModelStore store = store(source(sha256(MODEL)));
        AtomicInteger bytes = new AtomicInteger();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() ->
                        store.pull(
                                "tiny",
                                progress -> bytes.set((int) progress.done()),
                                () -> bytes.get() > 0))
                .withMessageContaining("goes on there");

        assertThat(pull(store, "tiny").path()).hasBinaryContent(MODEL);
        assertThat(server.requests).last().asString().matches("/m.gguf bytes=[1-9]\\d*-");
    }

    @Test
    void aFileThatChangedInBetweenIsFetchedFromItsStart() {
        ModelStore store = store(source(sha256(MODEL)));
        AtomicInteger bytes = new AtomicInteger();
        byte[] changed = MODEL.clone();
        changed[MODEL.length - 1] = 7;
        server.change(changed, "\"old\"");
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() ->
                        store.pull(
                                "tiny",
                                progress -> bytes.set((int) progress.done()),
                                () -> bytes.get() > 0));

        server.change(MODEL, "\"new\"");

        assertThat(pull(store, "tiny").path()).hasBinaryContent(MODEL);
    }

    @Test
    void aWrongChecksumLeavesNothing() throws IOException {
        ModelStore store = store(source("0".repeat(64)));

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> pull(store, "tiny"))
                .withMessageContaining("SHA-256 " + sha256(MODEL))
                .withMessageContaining("0".repeat(64));
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aFileThatIsNoModelLeavesNothing() throws IOException {
        server.change(
                "<html>sign in</html>".repeat(1_000).getBytes(StandardCharsets.UTF_8), "\"one\"");

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> pull(store(), server.address("/m.gguf").toString()))
                .withMessageContaining("not with 'GGUF'");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aWrongSizeIsNotFetched() {
        CatalogueSource other =
                new CatalogueSource(
                        server.address("/m.gguf").toString(), Optional.empty(), OptionalLong.of(5));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> pull(store(other), "tiny"))
                .withMessageContaining("600000 bytes where the catalogue knows 5");
    }

    @Test
    void asksForSpaceBeforeItWrites() throws IOException {
        space = _ -> DiskSpace.MARGIN_BYTES + 100;
        ModelStore full = store(source(sha256(MODEL)));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> pull(full, "tiny"))
                .withMessageContaining("needs 600000 bytes more")
                .withMessageContaining("67.1 MB are free")
                .withMessageContaining("hoopoe models rm");
        assertThat(full.list()).isEmpty();
        assertThat(folder.resolve("models/tiny.part")).isEmptyFile();
    }

    @Test
    void triesSourcesInOrder() {
        CatalogueSource nobody = CatalogueSource.unchecked("http://127.0.0.1:1/m.gguf");
        CatalogueSource ollama = CatalogueSource.unchecked("ollama:tiny:latest");
        CatalogueSource face = CatalogueSource.unchecked("hf:maker/tiny-GGUF/tiny.gguf");

        ModelFile model = pull(store(nobody, ollama, face), "tiny");

        assertThat(model.source()).isEqualTo("hf:maker/tiny-GGUF/tiny.gguf");
        assertThat(server.requests).containsExactly("/maker/tiny-GGUF/resolve/main/tiny.gguf null");
        assertThat(seen)
                .anyMatch(progress -> progress.text().contains("no checksum in the catalogue"));
    }

    @Test
    void saysWhyEachSourceFailed() {
        server.status = 404;
        CatalogueSource nobody = CatalogueSource.unchecked("http://127.0.0.1:1/m.gguf");
        CatalogueSource wheel = CatalogueSource.unchecked("wheel:tiny==1.0");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> pull(store(nobody, source(sha256(MODEL)), wheel), "tiny"))
                .withMessageContaining("127.0.0.1 does not answer")
                .withMessageContaining("HTTP status 404")
                .withMessageContaining("pip was not found");
    }

    @Test
    void usesALocalFileWhereItLies() throws IOException {
        Path file = Files.write(folder.resolve("My Model.gguf"), MODEL);
        ModelStore store = store();

        ModelFile model = pull(store, file.toString());

        assertThat(model.name()).isEqualTo("my-model");
        assertThat(store.require("my-model").path()).isEqualTo(file);
        assertThat(store.remove("my-model")).isZero();
        assertThat(file).exists();
    }

    @Test
    void twoFilesOfOneNameAreNotMixedUp() throws IOException {
        ModelStore store = store();
        pull(store, Files.write(folder.resolve("a.gguf"), MODEL).toString());
        Path other =
                Files.write(
                        Files.createDirectory(folder.resolve("other")).resolve("a.gguf"), MODEL);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> pull(store, other.toString()))
                .withMessageContaining("already a model 'a'");
    }

    @Test
    void usesTheFileInOllamasStore() throws IOException {
        Path blob = ollama("sha256:" + "a".repeat(64));
        Files.createDirectories(blob.getParent());
        Files.write(blob, MODEL);

        ModelFile model = pull(store(CatalogueSource.unchecked("ollama:tiny:1b")), "tiny");

        assertThat(model.path()).isEqualTo(blob);
        assertThat(model.bytes()).isEqualTo(MODEL.length);
    }

    @Test
    void ollamasManifestCannotNameAnotherFile() throws IOException {
        ollama("sha256:../../../../etc/passwd");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> pull(store(CatalogueSource.unchecked("ollama:tiny:1b")), "tiny"))
                .withMessageContaining("is not a SHA-256");
    }

    private Path ollama(String digest) throws IOException {
        Path manifest = folder.resolve("ollama/manifests/registry.ollama.ai/library/tiny/1b");
        Files.createDirectories(manifest.getParent());
        Files.writeString(
                manifest,
                """
                {"layers": [
                  {"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:%s"},
                  {"mediaType": "application/vnd.ollama.image.model", "digest": "%s"}]}
                """
                        .formatted("b".repeat(64), digest));
        return folder.resolve("ollama/blobs/sha256-" + "a".repeat(64));
    }

    @Test
    void twoPullsOfAModelWaitForOneAnother() throws Exception {
        ModelStore store = store(source(sha256(MODEL)));
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        FutureTask<ModelFile> one =
                new FutureTask<>(() ->
                        store.pull(
                                "tiny", progress -> hold(progress, first, waiting), () -> false));
        FutureTask<ModelFile> two =
                new FutureTask<>(() ->
                        store.pull("tiny", progress -> release(progress, waiting), () -> false));
        Thread.startVirtualThread(one);
        first.await();
        Thread.startVirtualThread(two);

        assertThat(one.get()).isEqualTo(two.get());
        assertThat(server.requests).hasSize(1);
    }

    private static void hold(PullProgress progress, CountDownLatch first, CountDownLatch waiting) {
        if (progress.phase() == Phase.CONNECTING) {
            first.countDown();
            try {
                waiting.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private static void release(PullProgress progress, CountDownLatch waiting) {
        if (progress.phase() == Phase.WAITING) {
            waiting.countDown();
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        ModelStore store = new ModelStore(folder, Catalogue.bundled(), Surroundings.system());
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> store.require("qwen2.5-code-0.5b"))
                .withMessageContaining(
                        "The nearest names are qwen2.5-coder-0.5b, qwen2.5-coder-1.5b");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> store.require("qwen3-4b"))
                .withMessageContaining("hoopoe models pull qwen3-4b");
    }

    @Test
    void addressesThatWouldLeaveTheirPlaceAreRefused() {
        for (String address :
                List.of(
                        "ollama:../x",
                        "hf:a/../b/c.gguf",
                        "wheel:--index-url==1",
                        "wheel:a b==1",
                        "http:///x")) {
            assertThatExceptionOfType(ModelException.class)
                    .as(address)
                    .isThrownBy(() -> pull(store(), address));
        }
    }

    @Test
    void recommendsByMemory() {
        Catalogue catalogue = Catalogue.bundled();
        assertThat(catalogue.recommend(1L << 30).name()).isEqualTo("qwen2.5-coder-0.5b");
        assertThat(catalogue.recommend(8_000_000_000L).name()).isEqualTo("qwen3-4b");
        assertThat(catalogue.recommend(64L << 30).name()).isEqualTo("qwen3-8b");
    }

    @Test
    void everyCatalogueAddressCanBeRead() {
        for (CatalogueEntry entry : Catalogue.bundled().entries()) {
            assertThat(entry.sources())
                    .allSatisfy(source -> assertThat(Source.parse(source.address())).isPresent());
        }
        Source wheels = Source.parse("wheel:a{1..10}==1,d/p{01..10}").orElseThrow();
        assertThat(((Source.Wheels) wheels).parts())
                .hasSize(10)
                .contains(new Source.Part("a7==1", "d/p07"), new Source.Part("a10==1", "d/p10"));
    }

    @Test
    void huggingFaceIsTheRealOneOutsideOfTests() {
        assertThat(Surroundings.system().huggingFace())
                .isEqualTo(URI.create("https://huggingface.co/"));
    }
}
