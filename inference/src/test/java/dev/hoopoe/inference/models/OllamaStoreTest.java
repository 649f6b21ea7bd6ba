package dev.hoopoe.inference.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaStoreTest {
    private static final String DIGEST = "a".repeat(64);

    @TempDir private Path folder;

    private OllamaStore store() {
        return new OllamaStore(folder);
    }

    private Path blob(String name) throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("blobs"));
        return Files.write(blobs.resolve(name), GgufFile.llama().bytes());
    }

    private void manifest(String path, String text) throws IOException {
        Path file = folder.resolve("manifests").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String layers(String... kinds) {
        StringBuilder text = new StringBuilder("{\"layers\": [");
        for (String kind : kinds) {
            text.append(text.indexOf("digest") < 0 ? "" : ",")
                    .append(
                            "{\"mediaType\": \"application/vnd.ollama.image.%s\", \"digest\": \"sha256:%s\"}"
                                    .formatted(kind, DIGEST));
        }
        return text.append("]}").toString();
    }

    private OllamaStore.Found find(String address) throws IOException, UnavailableException {
        Source.Ollama name = (Source.Ollama) Source.parse(address).orElseThrow();
        return store().find(name);
    }

    @ParameterizedTest
    @CsvSource({
        "ollama:tiny,                          registry.ollama.ai/library/tiny/latest",
        "ollama:tiny:1b,                       registry.ollama.ai/library/tiny/1b",
        "ollama:tiny:1B,                       registry.ollama.ai/library/tiny/1b",
        "ollama:me/tiny,                       registry.ollama.ai/me/tiny/latest",
        "ollama:hf.co/me/Tiny-GGUF:Q4_K_M,     hf.co/me/Tiny-GGUF/Q4_K_M",
        "ollama:HF.co/me/tiny-gguf:q4_k_m,     hf.co/me/Tiny-GGUF/Q4_K_M",
        "ollama:127.0.0.1:5000/me/tiny:x.y,    127.0.0.1:5000/me/tiny/x.y",
    })
    void readsNamesAsOllamaDoes(String address, String manifest) throws Exception {
        Path blob = blob("sha256-" + DIGEST);
        manifest(manifest, layers("license", "model", "template", "params", "system"));

        assertThat(find(address)).isEqualTo(new OllamaStore.Found(blob, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ollama:",
                "ollama:../tiny",
                "ollama:a/b/c/d",
                "ollama:a//b",
                "ollama:/a",
                "ollama:tiny:",
                "ollama:tiny:1b/x",
                "ollama:h/../tiny",
                "ollama:.hidden"
            })
    void refusesWhatIsNoName(String address) {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> Source.parse(address))
                .withMessageContaining("ollama:NAME");
    }

    @Test
    void saysWhatIsNotUsed() throws Exception {
        blob("sha256-" + DIGEST);
        manifest(
                "registry.ollama.ai/library/tiny/latest",
                layers("model", "adapter", "projector", "template"));

        assertThat(find("ollama:tiny").notes())
                .containsExactly(
                        "Ollama's model has an adapter, so answers will differ from Ollama's.",
                        "Ollama's model has a part for images, which is not read.");
    }

    @Test
    void followsALinkToABlobOnAnotherDisk() throws Exception {
        Path elsewhere = Files.write(folder.resolve("elsewhere.bin"), GgufFile.llama().bytes());
        Files.createDirectories(folder.resolve("blobs"));
        Path blob = folder.resolve("blobs/sha256-" + DIGEST);
        Files.createSymbolicLink(blob, elsewhere);
        manifest("registry.ollama.ai/library/tiny/latest", layers("model"));

        assertThat(GgufHeader.read(find("ollama:tiny").file()).architecture()).isEqualTo("llama");

        Files.delete(elsewhere);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> find("ollama:tiny"))
                .withMessageContaining("is missing");
    }

    @Test
    void findsBlobsOfOldVersions() throws Exception {
        Path blob = blob("sha256:" + DIGEST);
        manifest("registry.ollama.ai/library/tiny/latest", layers("model"));
        assertThat(find("ollama:tiny").file()).isEqualTo(blob);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"layers\": 7}", "{\"layers\": [{}]}"})
    void aBrokenManifestIsSaidToBeOne(String text) throws IOException {
        manifest("registry.ollama.ai/library/tiny/latest", text);
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> find("ollama:tiny"))
                .withMessageContaining("tiny");
    }

    @Test
    void aModelOfSeveralFilesIsNotUsedInPart() throws IOException {
        blob("sha256-" + DIGEST);
        manifest("registry.ollama.ai/library/tiny/latest", layers("model", "model"));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> find("ollama:tiny"))
                .withMessageContaining("2 files");
    }

    @Test
    void aStoreThatIsNotThereHasNothing() {
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> find("ollama:tiny"))
                .withMessageContaining(folder.toString());
    }

    @Test
    void theEnvironmentChoosesTheStore() {
        assertThat(OllamaStore.of(Map.of("OLLAMA_MODELS", "/m"), folder).folder())
                .isEqualTo(Path.of("/m"));
        assertThat(OllamaStore.of(Map.of("OLLAMA_MODELS", " "), folder).folder().toString())
                .endsWith("models");
    }
}
