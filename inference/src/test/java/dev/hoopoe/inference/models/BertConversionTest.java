package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoopoe.inference.TestModel;
import dev.hoopoe.inference.embedding.EmbeddedEmbeddingModel;
import dev.hoopoe.inference.embedding.EmbeddingOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny BERT of one layer, written by the test. */
class BertConversionTest {
    private static final int WIDTH = 32;
    private static final int INNER = 64;
    private static final List<String> VOCABULARY =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "wing", "##s", "lift");

    @TempDir private Path folder;
    private final StringBuilder header = new StringBuilder();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    @BeforeEach
    void writeModel() throws IOException {
        config("bert", VOCABULARY.size());
        Files.write(folder.resolve("vocab.txt"), VOCABULARY);
        tensor("embeddings.word_embeddings.weight", "F32", VOCABULARY.size(), WIDTH);
        tensor("embeddings.position_embeddings.weight", "F16", 16, WIDTH);
        tensor("embeddings.token_type_embeddings.weight", "BF16", 2, WIDTH);
        vectors("embeddings.LayerNorm", WIDTH);
        String layer = "encoder.layer.0.";
        for (String name :
                List.of(
                        "attention.self.query",
                        "attention.self.key",
                        "attention.self.value",
                        "attention.output.dense")) {
            dense(layer + name, WIDTH, WIDTH);
        }
        vectors(layer + "attention.output.LayerNorm", WIDTH);
        dense(layer + "intermediate.dense", INNER, WIDTH);
        dense(layer + "output.dense", WIDTH, INNER);
        vectors(layer + "output.LayerNorm", WIDTH);
        weights("{" + header + "\"__metadata__\":{\"format\":\"pt\"}}", data.toByteArray());
    }

    private void config(String type, int vocabulary) throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                """
                {"model_type": "%s", "vocab_size": %d, "max_position_embeddings": 16,
                 "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1,
                 "num_attention_heads": 2, "type_vocab_size": 2, "layer_norm_eps": 1e-12}
                """
                        .formatted(type, vocabulary));
    }

    private void dense(String name, int rows, int columns) {
        tensor(name + ".weight", "F32", rows, columns);
        tensor(name + ".bias", "F32", rows);
    }

    private void vectors(String name, int width) {
        tensor(name + ".weight", "F32", width);
        tensor(name + ".bias", "F32", width);
    }

    private void tensor(String name, String type, int... shape) {
        int elements = 1;
        List<String> dimensions = new ArrayList<>();
        for (int dimension : shape) {
            elements *= dimension;
            dimensions.add(String.valueOf(dimension));
        }
        int bytes = elements * (type.equals("F32") ? 4 : 2);
        int from = data.size();
        ByteBuffer numbers = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < elements; i++) {
            float number = (i % 7 - 3) / 4f;
            switch (type) {
                case "F16" -> numbers.putShort(Float.floatToFloat16(number));
                case "BF16" -> numbers.putShort((short) (Float.floatToIntBits(number) >>> 16));
                default -> numbers.putFloat(number);
            }
        }
        data.writeBytes(numbers.array());
        header.append(
                "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]},"
                        .formatted(name, type, String.join(",", dimensions), from, data.size()));
    }

    private void weights(String json, byte[] numbers) throws IOException {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(8 + text.length + numbers.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .put(numbers);
        Files.write(folder.resolve("model.safetensors"), file.array());
    }

    private Path convert() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BertConversion.convert(
                folder,
                "tiny",
                bytes -> {
                    byte[] chunk = new byte[bytes.remaining()];
                    bytes.get(chunk);
                    out.writeBytes(chunk);
                });
        return Files.write(folder.resolve("tiny.gguf"), out.toByteArray());
    }

    @Test
    void writesWhatTheEngineLoads() throws IOException {
        Path file = convert();
        GgufHeader header = GgufHeader.read(file);
        assertThat(header.architecture()).isEqualTo("bert");
        assertThat(header.vocabularySize()).isEqualTo(VOCABULARY.size());
        assertThat(header.whole("tokenizer.ggml.seperator_token_id")).hasValue(3);
        assertThat(header.tensors()).hasSize(5 + 16);
        EmbeddingOptions options = EmbeddingOptions.in(TestModel.CACHE.resolve("engine"));
        try (EmbeddedEmbeddingModel model = EmbeddedEmbeddingModel.open(file, options)) {
            assertThat(model.dimension()).isEqualTo(WIDTH);
            assertThat(model.longestText()).isEqualTo(16);
            assertThat(model.embed("Wings lift").tokenUsage())
                    .hasToString(
                            "TokenUsage { inputTokenCount = 5, outputTokenCount = null, totalTokenCount = 5 }");
        }
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        assertThat(Files.readAllBytes(convert())).isEqualTo(Files.readAllBytes(convert()));
    }

    private void assertRefused(String why) {
        assertThatThrownBy(this::convert)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesOtherModels() throws IOException {
        config("roberta", VOCABULARY.size());
        assertRefused("model_type is 'roberta'");
        config("bert", 9);
        assertRefused("8 lines for 9");
        config("bert", VOCABULARY.size());
        Files.writeString(folder.resolve("config.json"), "{nonsense");
        assertRefused("config.json is not JSON");
        Files.delete(folder.resolve("vocab.txt"));
        Files.writeString(folder.resolve("config.json"), "{}");
        assertRefused("there is no vocab.txt");
    }

    @Test
    void refusesDamagedWeights() throws IOException {
        weights("{}", new byte[0]);
        assertRefused("it has no weights 'embeddings.word_embeddings.weight'");
        weights(entry("[8,32]", "[0,2048]"), new byte[100]);
        assertRefused("a tensor of 1024 bytes");
        weights(entry("[8,32]", "[0,1024]"), new byte[100]);
        assertRefused("a tensor of 1024 bytes");
        weights(entry("[8,32]", "[-1024,0]"), new byte[100]);
        assertRefused("a tensor of 1024 bytes");
        weights(entry("[9223372036854775807,9223372036854775807]", "[0,1]"), new byte[100]);
        assertRefused("its header is damaged");
        weights(entry("[0]", "[0,0]"), new byte[100]);
        assertRefused("a tensor has the shape [0]");
        weights("[1]", new byte[0]);
        assertRefused("not a list");
        Files.write(
                folder.resolve("model.safetensors"),
                new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, 0, 0, 0});
        assertRefused("it claims a header of 9223372036854775807 bytes");
    }

    private static String entry(String shape, String offsets) {
        return "{\"embeddings.word_embeddings.weight\":{\"dtype\":\"F32\",\"shape\":"
                + shape
                + ",\"data_offsets\":"
                + offsets
                + "}}";
    }
}
