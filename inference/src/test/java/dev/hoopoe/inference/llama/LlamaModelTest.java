package dev.hoopoe.inference.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.inference.TestModel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaModelTest {
    @TempDir private static Path cache;
    private static Llama llama;

    @BeforeAll
    static void load() {
        llama = Llama.load(NativeLibraries.unpack(cache));
    }

    @Test
    void tokenizesThereAndBack() throws Exception {
        try (LlamaModel model = LlamaModel.load(llama, TestModel.file(), LoadOptions.LEAN)) {
            Vocabulary vocabulary = model.vocabulary();
            for (String text :
                    new String[] {
                        "",
                        "Hello, world!",
                        "  two blanks\tand\r\nlines\n\n",
                        "naïve — 日本語 🦉🪶 עברית",
                        "<|im_end|> is text here",
                        "a\u0000b",
                        "x".repeat(10_000)
                    }) {
                assertThat(vocabulary.text(vocabulary.tokenize(text, false))).isEqualTo(text);
            }
        }
    }

    @Test
    void knowsControlTokens() throws Exception {
        try (LlamaModel model = LlamaModel.load(llama, TestModel.file(), LoadOptions.LEAN)) {
            Vocabulary vocabulary = model.vocabulary();
            int[] special = vocabulary.tokenize("<|im_end|>", true);
            assertThat(special).hasSize(1);
            assertThat(vocabulary.isControl(special[0])).isTrue();
            assertThat(vocabulary.isEndOfGeneration(special[0])).isTrue();
            assertThat(vocabulary.name(special[0])).isEqualTo("<|im_end|>");
            assertThat(vocabulary.piece(special[0])).isEmpty();
            assertThat(vocabulary.tokenize("<|im_end|>", false)).hasSizeGreaterThan(3);
        }
    }

    @Test
    void readsTheDescription() throws Exception {
        try (LlamaModel model = LlamaModel.load(llama, TestModel.file(), LoadOptions.LEAN)) {
            assertThat(model.trainedContext()).isEqualTo(8192);
            assertThat(model.chatTemplate()).get().asString().contains("<|im_start|>");
            assertThat(model.metadata("general.architecture")).contains("llama");
            assertThat(model.metadata("no.such.key")).isEmpty();
            assertThat(model.isRecurrent()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 100, 5_000, 1_000_000, 90_000_000, 98_362_431})
    void refusesATruncatedFile(long bytes, @TempDir Path folder) throws Exception {
        Path cut = folder.resolve("cut.gguf");
        copy(TestModel.file(), cut, bytes);
        assertThatThrownBy(() -> LlamaModel.load(llama, cut, LoadOptions.LEAN))
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining(cut.toString())
                .hasMessageContaining("pull the model again");
    }

    private static void copy(Path from, Path to, long bytes) throws IOException {
        try (FileChannel in = FileChannel.open(from);
                FileChannel out =
                        FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long at = 0;
            while (at < bytes) {
                at += in.transferTo(at, bytes - at, out);
            }
        }
    }

    @Test
    void refusesAFileOfAnotherKind(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("model.gguf"), "not a model ".repeat(100));
        assertThatThrownBy(() -> LlamaModel.load(llama, text, LoadOptions.LEAN))
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining("cannot read the model");
        assertThatThrownBy(
                        () -> LlamaModel.load(llama, folder.resolve("none.gguf"), LoadOptions.LEAN))
                .isInstanceOf(LlamaException.class)
                .hasMessageContaining("no readable model file");
    }

    @Test
    void saysWhatItRunsOn() {
        assertThat(llama.systemInfo()).contains("CPU");
    }
}
