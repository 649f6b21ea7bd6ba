package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hoopoe.inference.TestModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class QuantizationTest {
    @TempDir private Path folder;

    private GgufHeader run(Path source, String type, Path target, boolean again) {
        return new Quantization(TestModel.CACHE)
                .run(new Quantization.Job(source, type, target, again, 1), _ -> {}, () -> false);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesASoundFileOfTheType() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Quantization.Job job =
                new Quantization.Job(TestModel.file(), "q8_0", folder.resolve("m.gguf"), true, 1);

        GgufHeader made = new Quantization(TestModel.CACHE).run(job, seen::add, () -> false);

        assertThat(made.fileType()).contains("Q8_0");
        assertThat(made.file()).isEqualTo(folder.resolve("m.gguf"));
        assertThat(made.tensors())
                .filteredOn(t -> t.name().endsWith("ffn_up.weight"))
                .isNotEmpty()
                .allMatch(tensor -> tensor.type().equals("Q8_0"));
        assertThat(seen).isSorted().hasSizeGreaterThan(100);
        assertThat(names()).containsExactly("m.gguf");
    }

    @Test
    void aQuantizedSourceNeedsToBeAllowed() throws Exception {
        Path source = TestModel.file();
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> run(source, "Q4_0", folder.resolve("m.gguf"), false))
                .withMessageContaining("is quantized already")
                .withMessageContaining("--allow-requantize");
        assertThat(names()).isEmpty();
    }

    @Test
    void aTargetThatIsThereStays() throws Exception {
        Path tiny = GgufFile.llama().write(folder.resolve("tiny.gguf"));
        Path other = Files.writeString(folder.resolve("other.gguf"), "mine");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> run(tiny, "Q8_0", folder.resolve("./tiny.gguf"), false))
                .withMessageContaining("cannot take the place of its source");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> run(tiny, "Q8_0", other, false))
                .withMessageContaining("is there already");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> run(tiny, "Q8_0", folder.resolve("no/x.gguf"), false))
                .withMessageContaining("There is no folder");
        assertThat(other).hasContent("mine");
    }

    @Test
    void whatCannotBeMadeIsSaidWithItsReason() throws Exception {
        Path tiny = GgufFile.llama().write(folder.resolve("tiny.gguf"));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> run(tiny, "Q9_X", folder.resolve("x.gguf"), false))
                .withMessageContaining("There is no type 'Q9_X'")
                .withMessageContaining("Q4_K_M");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> run(TestModel.file(), "IQ2_XS", folder.resolve("x.gguf"), true))
                .withMessageContaining("importance matrix");
        assertThat(names()).containsExactly("tiny.gguf");
    }

    @Test
    void asksForSpaceBeforeItWrites() throws Exception {
        Quantization full = new Quantization(TestModel.CACHE, _ -> DiskSpace.MARGIN_BYTES + 100);
        Path source = TestModel.file();
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() ->
                        full.run(
                                new Quantization.Job(
                                        source, "F16", folder.resolve("m.gguf"), true, 1),
                                _ -> {},
                                () -> false))
                .withMessageContaining("needs 270.9 MB more");
        assertThat(names()).isEmpty();
    }

    @Test
    void cancellingLeavesNoFile() throws Exception {
        Path source = TestModel.file();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() ->
                        new Quantization(TestModel.CACHE)
                                .run(
                                        new Quantization.Job(
                                                source, "Q6_K", folder.resolve("m.gguf"), true, 1),
                                        seen::add,
                                        () -> !seen.isEmpty()));
        assertThat(names()).isEmpty();
    }

    @Test
    void cutsTextAsTheModelDoes() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(TestModel.file(), TestModel.CACHE)) {
            String text = "Hello 🐦\n<|im_start|>";
            List<Tokenizer.Token> plain = tokenizer.tokens(text, false);
            assertThat(plain)
                    .extracting(Tokenizer.Token::text)
                    .startsWith("Hello")
                    .contains("\\n")
                    .anyMatch(piece -> piece.contains("\\xF0"));
            assertThat(plain).noneMatch(Tokenizer.Token::control);
            assertThat(String.join("", plain.stream().map(Tokenizer.Token::hex).toList()))
                    .isEqualTo(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
            assertThat(tokenizer.tokens(text, true).getLast())
                    .isEqualTo(
                            new Tokenizer.Token(
                                    1, "<|im_start|>", "3c7c696d5f73746172747c3e", true));
        }
    }

    @Test
    void aFileWithoutAVocabularyCannotCut() throws Exception {
        GgufFile file = GgufFile.llama();
        file.metadata.keySet().removeIf(key -> key.startsWith("tokenizer."));
        Path path = file.write(folder.resolve("m.gguf"));
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> Tokenizer.open(path, TestModel.CACHE))
                .withMessageContaining("no vocabulary");
    }
}
