package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hoopoe.inference.models.PullProgress.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PiecewiseFetchTest {
    private static final int PIECE = 64 << 10;
    private static final byte[] MODEL = model();

    @TempDir private Path folder;
    private FileServer server;
    private final List<PullProgress> seen = new CopyOnWriteArrayList<>();

    /** A real header, and data of which no two pieces are alike; the last piece is a short one. */
    private static byte[] model() {
        byte[] header = GgufFile.llama().bytes();
        byte[] bytes = new byte[10 * PIECE + 1_000];
        new Random(7).nextBytes(bytes);
        System.arraycopy(header, 0, bytes, 0, header.length);
        return bytes;
    }

    @BeforeEach
    void start() throws IOException {
        server = new FileServer(MODEL);
        server.announces = true;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ModelStore store(Optional<String> sha256) {
        CatalogueSource source =
                new CatalogueSource(
                        server.address("/m.gguf").toString(),
                        sha256,
                        OptionalLong.of(MODEL.length));
        CatalogueEntry entry =
                new CatalogueEntry("tiny", "Tiny", "Apache-2.0", "For tests.", 0, List.of(source));
        Surroundings surroundings =
                new Surroundings(
                        HttpFetch.newClient(),
                        server.address("/"),
                        new OllamaStore(folder.resolve("ollama")),
                        new Pip(List.of(List.of("/nonexistent/pip"))),
                        DiskSpace.SYSTEM,
                        new PiecewiseFetch(4, PIECE));
        return new ModelStore(
                folder.resolve("models"), new Catalogue("tiny", List.of(entry)), surroundings);
    }

    private ModelStore store() {
        return store(Optional.of(HexFormat.of().formatHex(Digests.sha256().digest(MODEL))));
    }

    private Path pull(ModelStore store) {
        return store.pull("tiny", seen::add, () -> false).path();
    }

    private List<String> ranges() {
        return server.requests.stream().filter(request -> !request.endsWith("null")).toList();
    }

    @Test
    void fetchesOverSeveralConnectionsAtOnce() {
        CyclicBarrier four = new CyclicBarrier(4);
        server.before =
                () -> {
                    // The first request asks for everything, the next four meet here or time out.
                    if (server.requests.size() > 1 && server.requests.size() < 6) {
                        meet(four);
                    }
                };

        assertThat(pull(store())).hasBinaryContent(MODEL);
        assertThat(four.isBroken()).isFalse();
        assertThat(ranges()).hasSize(11).contains("/m.gguf bytes=655360-656359");
        assertThat(folder.resolve("models/tiny.part.json")).doesNotExist();
        assertThat(seen).anyMatch(progress -> progress.phase() == Phase.CHECKING);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException late) {
            throw new IllegalStateException(late);
        }
    }

    @Test
    void takesBrokenConnectionsUpWhereTheyBroke() {
        // The first answer is given up by us, and may or may not be one of them.
        server.brokenAnswers.set(6);
        server.breakAfter = 1_000;

        assertThat(pull(store())).hasBinaryContent(MODEL);
        assertThat(ranges()).anyMatch(range -> range.matches(".*bytes=\\d*1000-.*"));
    }

    @Test
    void theNextPullFetchesOnlyWhatIsMissing() throws IOException {
        long kept = cancelHalfway();
        server.requests.clear();

        assertThat(pull(store())).hasBinaryContent(MODEL);
        assertThat(kept).isPositive();
        assertThat(server.requests)
                .hasSizeLessThan(11)
                .allMatch(request -> request.contains("bytes="));
    }

    /** Returns how many pieces are remembered. */
    private long cancelHalfway() throws IOException {
        Path note = folder.resolve("models/tiny.part.json");
        server.before =
                () -> {
                    if (remembered(note) > 2) {
                        server.status = 500;
                    }
                };
        assertThatExceptionOfType(ModelException.class).isThrownBy(() -> pull(store()));
        server.before = () -> {};
        server.status = 0;
        return remembered(note);
    }

    private static long remembered(Path note) {
        try {
            PartNote.Kept kept = PartNote.read(note).pieces();
            return kept == null
                    ? 0
                    : BitSet.valueOf(Base64.getDecoder().decode(kept.done())).cardinality();
        } catch (IOException _) {
            return 0;
        }
    }

    @Test
    void cancellingKeepsWhatCame() throws IOException {
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() ->
                        store().pull(
                                        "tiny",
                                        seen::add,
                                        () ->
                                                remembered(folder.resolve("models/tiny.part.json"))
                                                        > 1))
                .withMessageContaining("goes on there");

        assertThat(pull(store())).hasBinaryContent(MODEL);
    }

    @Test
    void goesOnWithWhatOneStreamHasLeft() throws IOException {
        Files.createDirectories(folder.resolve("models"));
        Files.write(folder.resolve("models/tiny.part"), Arrays.copyOf(MODEL, 5 * PIECE + 17));
        PartNote.of(server.address("/m.gguf").toString(), Optional.of("\"one\""))
                .write(folder.resolve("models/tiny.part.json"));

        assertThat(pull(store())).hasBinaryContent(MODEL);
        assertThat(server.requests).noneMatch(request -> request.endsWith("null"));
        assertThat(server.requests).contains("/m.gguf bytes=327680-393215").hasSize(7);
    }

    @Test
    void aServerWithoutRangesSendsOneStream() {
        server.announces = false;

        assertThat(pull(store())).hasBinaryContent(MODEL);
        assertThat(server.requests).containsExactly("/m.gguf null");
    }

    @Test
    void aServerThatOnlyClaimsRangesIsAskedForOneStream() {
        server.ranges = FileServer.Ranges.IGNORED;
        assertThat(pull(store())).hasBinaryContent(MODEL);
        assertThat(server.requests).last().isEqualTo("/m.gguf null");
    }

    @Test
    void aServerThatSendsOtherRangesIsAskedForOneStream() {
        server.ranges = FileServer.Ranges.WRONG_HEADER;
        assertThat(pull(store())).hasBinaryContent(MODEL);
        assertThat(server.requests).last().isEqualTo("/m.gguf null");
    }

    @Test
    void wrongBytesUnderTheRightRangeAreFoundByTheChecksum() {
        server.ranges = FileServer.Ranges.WRONG_BYTES;
        assertThat(pull(store())).hasBinaryContent(MODEL);
        assertThat(server.requests).last().isEqualTo("/m.gguf null");
    }

    @Test
    void aFileThatChangesOnTheWayIsFetchedFromItsStart() {
        byte[] old = MODEL.clone();
        old[MODEL.length - 1]++;
        server.change(old, "\"old\"");
        server.before =
                () -> {
                    if (server.requests.size() == 5) {
                        server.change(MODEL, "\"new\"");
                    }
                };

        assertThat(pull(store())).hasBinaryContent(MODEL);
    }

    @Test
    void piecesOfAnOldVersionAreNotMixedWithNewOnes() throws IOException {
        byte[] old = MODEL.clone();
        Arrays.fill(old, GgufFile.llama().bytes().length, old.length, (byte) 1);
        server.change(old, "\"old\"");
        cancelHalfway();
        server.change(MODEL, "\"new\"");

        // Without a checksum only the version tells.
        assertThat(pull(store(Optional.empty()))).hasBinaryContent(MODEL);
    }

    @Test
    void aBusyServerIsAskedAgainLater() {
        server.busyAnswers.set(3);
        assertThat(pull(store())).hasBinaryContent(MODEL);
    }

    @Test
    void aNoteThatSomebodyWroteIsNotBelieved() throws IOException {
        Files.createDirectories(folder.resolve("models"));
        String address = server.address("/m.gguf").toString();
        for (PartNote.Kept kept :
                List.of(
                        new PartNote.Kept(Long.MAX_VALUE, 1, "AA=="),
                        new PartNote.Kept(MODEL.length, 0, "AA=="),
                        new PartNote.Kept(MODEL.length, PIECE, "<no base64>"))) {
            new PartNote(address, "\"one\"", kept).write(folder.resolve("models/tiny.part.json"));
            ModelStore store = store();
            assertThat(pull(store)).hasBinaryContent(MODEL);
            store.remove("tiny");
        }
    }
}
