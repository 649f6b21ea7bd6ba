package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GgufHeaderTest {
    @TempDir private Path folder;

    private GgufHeader read(GgufFile file) throws IOException {
        return GgufHeader.read(file.write(folder.resolve("m.gguf")));
    }

    @Test
    void readsWhatAModelSaysAboutItself() throws IOException {
        GgufHeader header = read(GgufFile.llama());

        assertThat(header.architecture()).isEqualTo("llama");
        assertThat(header.name()).contains("tiny");
        assertThat(header.contextLength()).hasValue(64);
        assertThat(header.chatTemplate()).contains("{{ messages }}");
        assertThat(header.fileType()).contains("F32");
        assertThat(header.vocabularySize()).isEqualTo(3);
        assertThat(header.parameters()).isEqualTo(32 * 3 + 2 * 32 + 6 * 32 * 32);
        assertThat(header.tensors().getLast().bytes()).isEqualTo(32 * 32 * 4);
    }

    @Test
    void readsUnknownKeysOfEveryType() throws IOException {
        GgufFile file =
                GgufFile.llama()
                        .with("my.empty", GgufFile.array(5, 0, 0))
                        .with("my.real", GgufFile.typed(12, new byte[8]));
        file.with("my.large", GgufFile.typed(10, GgufFile.i64(-1)))
                .with("my.small", GgufFile.typed(1, (byte) -1));

        GgufHeader header = read(file);

        assertThat(header.metadata().get("my.empty")).isEqualTo(new GgufValue.Array(5, 0));
        assertThat(header.metadata().get("my.large")).hasToString("18446744073709551615");
        assertThat(header.whole("my.large")).isEmpty();
        assertThat(header.whole("my.small")).hasValue(-1);
    }

    @Test
    void readsVersionTwo() throws IOException {
        GgufFile file = GgufFile.llama();
        file.version = 2;
        assertThat(read(file).version()).isEqualTo(2);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                bent("not with 'GGUF'", file -> file.magic = 0x67676d6c),
                bent("version 1;", file -> file.version = 1),
                bent("big-endian", file -> file.version = 0x03000000),
                bent("claims 4294967305 tensors", file -> file.extraTensors = 1L << 32),
                bent("metadata keys", file -> file.extraKeys = -10),
                bent(
                        "'a' is there twice",
                        file -> file.with("a", GgufFile.u32(1)).repeat("a", GgufFile.u32(2))),
                bent("unknown type 99", file -> file.with("a", GgufFile.typed(99))),
                bent("unknown type 9", file -> file.with("a", GgufFile.array(9, 1, 16))),
                bent("elements of 'a'", file -> file.with("a", GgufFile.array(8, 1L << 40, 0))),
                bent(
                        "bytes of the value of 'a'",
                        file -> file.with("a", GgufFile.typed(8, GgufFile.i64(Long.MAX_VALUE)))),
                bent(
                        "boolean 'a' has the value 7",
                        file -> file.with("a", GgufFile.typed(7, (byte) 7))),
                bent("power of two", file -> file.with("general.alignment", GgufFile.u32(3))),
                bent("power of two", file -> file.with("general.alignment", GgufFile.u32(1 << 31))),
                bent("power of two", file -> file.with("general.alignment", GgufFile.string("32"))),
                bent("5 dimensions", file -> dimensions(file, 1, 1, 1, 1, 1)),
                bent("a dimension of 0", file -> dimensions(file, 0)),
                bent("dimension of 18446744073709551615", file -> dimensions(file, -1)),
                bent("does not fit 63 bits", file -> dimensions(file, 1L << 32, 1L << 32)),
                bent("but the file has", file -> dimensions(file, 1L << 40)),
                bent(
                        "blocks of 256",
                        file ->
                                file.replace(
                                        0,
                                        tensor ->
                                                new GgufFile.Tensor(
                                                        tensor.name(),
                                                        tensor.dimensions(),
                                                        12,
                                                        -1))),
                bent(
                        "unknown type 77",
                        file ->
                                file.replace(
                                        0,
                                        tensor ->
                                                new GgufFile.Tensor(
                                                        tensor.name(),
                                                        tensor.dimensions(),
                                                        77,
                                                        -1))),
                bent("multiple of the alignment", file -> offset(file, 7)),
                bent("ends at", file -> offset(file, -32)),
                bent(
                        "has 64 bytes; 1 to 63",
                        file ->
                                file.replace(
                                        1, tensor -> GgufFile.Tensor.floats("n".repeat(64), 32))),
                bent("is there twice", file -> file.replace(2, _ -> file.tensors.get(1))),
                bent("cut short", file -> file.missingBytes = 1),
                bent(
                        "'general.architecture' is missing",
                        file -> file.metadata.remove("general.architecture")),
                bent(
                        "'blk.0.attn_q.weight' is missing",
                        file -> file.replace(3, _ -> GgufFile.Tensor.floats("blk.0.nope", 32, 32))),
                bent("rows for 3 tokens", file -> dimensions(file, 32, 2)),
                bent(
                        "vocabulary has 3 tokens",
                        file -> file.with("tokenizer.ggml.eos_token_id", GgufFile.u32(3))),
                bent(
                        "one element for each of the 3",
                        file -> file.with("tokenizer.ggml.scores", GgufFile.array(6, 2, 8))),
                bent(
                        "one of 2 parts",
                        file -> file.with("split.count", GgufFile.typed(2, (byte) 2, (byte) 0))),
                bent("no tensors", file -> file.tensors.clear()));
    }

    private static Arguments bent(String message, Consumer<GgufFile> bend) {
        return Arguments.of(message, bend);
    }

    private static void dimensions(GgufFile file, long... dimensions) {
        file.replace(0, tensor -> GgufFile.Tensor.floats(tensor.name(), dimensions));
    }

    private static void offset(GgufFile file, long offset) {
        file.replace(
                1,
                tensor ->
                        new GgufFile.Tensor(
                                tensor.name(), tensor.dimensions(), 0, offset < 0 ? 32 : offset));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformed(String message, Consumer<GgufFile> bend) throws IOException {
        GgufFile file = GgufFile.llama();
        bend.accept(file);
        Path path = file.write(folder.resolve("m.gguf"));

        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> GgufHeader.read(path))
                .withMessageContaining(path + " cannot be used as a model: ")
                .withMessageContaining(message)
                .withMessageContaining("Fetch the file again");
    }

    @Test
    void refusesEveryShorterFile() throws IOException {
        byte[] bytes = GgufFile.llama().bytes();
        Path path = folder.resolve("m.gguf");
        int header = (int) GgufHeader.read(Files.write(path, bytes)).dataStart();
        for (int length = 0; length < header; length += 7) {
            Files.write(path, java.util.Arrays.copyOf(bytes, length));
            assertThatExceptionOfType(ModelException.class).isThrownBy(() -> GgufHeader.read(path));
        }
    }

    @Test
    void flippedBytesGiveAnAnswerAndNeverAnotherFailure() throws IOException {
        byte[] bytes = GgufFile.llama().bytes();
        Path path = folder.resolve("m.gguf");
        int header = (int) GgufHeader.read(Files.write(path, bytes)).dataStart();
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 800; round++) {
            byte[] flipped = bytes.clone();
            for (int flip = 0; flip <= round % 4; flip++) {
                flipped[random.nextInt(header)] = (byte) random.nextInt();
            }
            refused += refuses(Files.write(path, flipped)) ? 1 : 0;
        }
        assertThat(refused).isBetween(200, 800);
    }

    private static boolean refuses(Path path) {
        try {
            GgufHeader.read(path);
            return false;
        } catch (ModelException _) {
            return true;
        }
    }

    @Test
    void aFolderIsNotAModel() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> GgufHeader.read(folder))
                .withMessageContaining("is not a file");
    }
}
